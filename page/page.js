// The part of the page that runs in the browser: asking by a click, the question in the address,
// recent questions, scrolling to the highlight, saving a file, a server that is not reachable. Text
// is only ever written as text.
window.qa = (() => {
  const HISTORY = 'qa-history', REMEMBERED = 20, KEPT = 'qa-kept';
  const find = (selector) => document.querySelector(selector);
  const box = () => find('#qa-question textarea');
  const submit = () => find('#qa-question .submit-button')?.click();
  let name; // of the page, as Gradio has set it
  const title = (question) => {
    name ??= document.title;
    document.title = question ? `${question} - ${name}` : name;
  };
  let next = null; // how the next question is asked, where it is not as it was typed
  let asked = null; // the words that were asked last
  let quiet = false; // do not scroll to the article that is opened next
  let selected = 0; // the number of the citation that was clicked last, 0 for none

  function write(question) {
    const area = box();
    const value = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value');
    value.set.call(area, question);
    area.dispatchEvent(new Event('input', {bubbles: true}));
  }

  // As it is: within the topic where how is "on", else as the first of a new one.
  function ask(question, how) {
    write(question);
    next = {question, how: how === 'on' ? 'on' : 'new'};
    setTimeout(submit, 80);
    find('#qa-tabs button[role=tab]')?.click();
  }

  // A click on the filter that is suggested takes it; the question is asked again once it is set.
  document.addEventListener('click', (event) => {
    event.target.closest?.('.qa-suggested')?.classList.add('qa-taken');
  });
  function askAgain() {
    if (find('#qa-answer .qa-taken')) ask(find('#qa-answer .qa-answer').dataset.question, 'on');
  }

  // The question in the address, for a link to an answer. After a server that was not reachable is
  // back, the words that were in the box stay there; what was asked meanwhile follows the answer.
  const inAddress = () => new URLSearchParams(location.search).get('q');
  let filter = ['', '', [], [], []]; // the values of its controls
  const filtered = (...values) => { filter = values; };
  let kept = null; // {words, how}: how is null where they were not asked
  function fromAddress() {
    kept = taken();
    filter = kept?.filter || filter;
    return [kept?.words || inAddress() || box()?.value || '', ...filter];
  }
  function askFromAddress() {
    const question = inAddress();
    if (!question) return askKept();
    next = {question, how: 'new'};
    setTimeout(submit, 80);
  }
  function askKept() {
    const {words, how} = kept || {};
    kept = null;
    if (!how || words === find('#qa-answer .qa-answer')?.dataset.question) return;
    write(words);
    next = {question: words, how};
    setTimeout(submit, 80);
  }
  function toAddress(question) {
    const address = new URL(location.href);
    if (address.searchParams.get('q') === question) return;
    if (question) address.searchParams.set('q', question);
    else address.searchParams.delete('q');
    history.pushState(null, '', address);
  }
  window.addEventListener('popstate', () => {
    if (inAddress()) ask(inAddress(), 'on');
    else location.reload();
  });

  // What Gradio sends: the question, how it is asked, and the rest.
  function asking([typed, , ...rest]) {
    const {question, how} = next || {question: typed, how: 'typed'};
    next = null;
    asked = {words: question, how};
    find('#qa-answer')?.classList.add('qa-busy');
    find('#qa-answer')?.setAttribute('aria-busy', 'true');
    find('#qa-answer')?.setAttribute('aria-live', 'polite');
    return [question, how, ...rest];
  }
  function idle() {
    find('#qa-answer')?.classList.remove('qa-busy');
    find('#qa-answer')?.removeAttribute('aria-busy');
  }

  // A question that was answered is replaced by typing the next one; a second click puts the caret
  // into its words.
  let replaced = null;
  document.addEventListener('click', (event) => {
    if (event.target !== box()) return;
    if (replaced !== null && box().value === replaced) box().select();
    replaced = null;
  });

  function answered() {
    if (isLost()) return;
    idle();
    const section = find('#qa-answer .qa-answer');
    selected = 0;
    find('.gradio-container')?.classList.toggle('qa-has-answer', Boolean(section));
    title(section?.dataset.question);
    if (box().value === asked?.words) {
      replaced = box().value;
      if (document.activeElement === box()) box().select();
    }
    asked = null;
    if (section) {
      toAddress(section.dataset.question);
      remember(section.dataset.question, find('#qa-answer .qa-short').textContent);
      show(false);
    }
    askKept();
  }

  // A new topic: the page as it was before the first question.
  function forgotten() {
    if (find('#qa-answer .qa-answer')) return;
    find('.gradio-container')?.classList.remove('qa-has-answer');
    title('');
    toAddress('');
    write('');
    box().focus();
    recall();
  }

  // After the cards were replaced: mark the open one, and open it again where its file has changed.
  function checked() {
    const number = selected || openNumber(), card = find(`.qa-card[data-number="${number}"]`);
    mark(number);
    const before = badge(find('#qa-article')), now = badge(card);
    if (before && now && before.className !== now.className) {
      quiet = true;
      card.click();
    }
  }
  const badge = (place) => place?.querySelector('.qa-badge');
  const openNumber = () => Number(find('#qa-article .qa-article')?.dataset.number || 0);

  function opened() {
    const number = openNumber(), last = find(`.qa-card[data-number="${selected}"]`);
    // Two clicks may be answered in either order: what was clicked last is opened.
    if (number && last && number !== selected) return last.click();
    mark(number);
    refocus();
    show(!quiet);
    quiet = false;
    const now = badge(find('#qa-article')), card = find(`.qa-card[data-number="${number}"]`);
    if (now && badge(card)?.className !== now.className) badge(card)?.replaceWith(now.cloneNode(true));
  }
  // The control that opened the article was replaced together with it, or can go no further.
  let stepped = null; // the words on it
  function refocus() {
    const active = document.activeElement;
    if (stepped && (active === document.body || active?.disabled)) {
      const steps = [...document.querySelectorAll('.qa-step:not(:disabled)')];
      (steps.find((one) => one.textContent === stepped) || steps[0])?.focus();
    }
    stepped = null;
  }
  function mark(number) {
    for (const card of document.querySelectorAll('.qa-card'))
      card.setAttribute('aria-pressed', String(Number(card.dataset.number) === number));
  }
  function show(scroll) {
    requestAnimationFrame(() => {
      const text = find('#qa-article .qa-text'), chosen = find('#qa-chosen');
      if (text) text.scrollTop = chosen
        ? text.scrollTop + chosen.getBoundingClientRect().top - text.getBoundingClientRect().top
          - text.clientHeight / 3
        : 0;
      const side = find('#qa-article');
      const {top, bottom} = (chosen || side).getBoundingClientRect();
      if (scroll && (top < 0 || bottom > innerHeight)) side.scrollIntoView({block: 'start'});
    });
  }

  function openTab(name) {
    const tabs = [...document.querySelectorAll('#qa-tabs > .tab-wrapper button[role=tab]')];
    tabs.find((tab) => tab.textContent.trim().startsWith(name))?.click();
  }

  // Where the columns stand one below the other, the evidence is out of sight.
  function proof() {
    const shown = document.getElementById('qa-check-evidence');
    if (shown && shown.getBoundingClientRect().top > innerHeight) shown.scrollIntoView({block: 'start'});
  }

  function step(by) {
    const steps = document.querySelectorAll('.qa-step');
    const chosen = steps[by < 0 ? 0 : 1];
    if (chosen && !chosen.disabled) chosen.click();
  }

  const remembered = () => {
    try { return JSON.parse(sessionStorage.getItem(HISTORY)) || []; } catch { return []; }
  };
  function remember(question, answer) {
    const others = remembered().filter((one) => one.question !== question);
    const all = [{question, answer}, ...others].slice(0, REMEMBERED);
    try { sessionStorage.setItem(HISTORY, JSON.stringify(all)); } catch { /* a private window */ }
    recall();
  }
  function recall() {
    const place = find('#qa-history'), all = remembered();
    if (!place) return;
    const shown = [find('#qa-answer .qa-answer')?.dataset.question,
      ...[...document.querySelectorAll('.qa-turn')].map((turn) => turn.dataset.ask)];
    const rows = all.filter((one) => !shown.includes(one.question)).map(({question, answer}) => {
      const row = document.createElement('button');
      row.type = 'button';
      row.className = 'qa-row';
      row.dataset.ask = question;
      for (const [name, words] of [['b', question], ['span', answer]]) {
        const part = document.createElement(name);
        part.dir = 'auto';
        part.textContent = words;
        row.append(part);
      }
      return row;
    });
    const title = document.createElement('h2');
    title.className = 'qa-label';
    title.textContent = 'Recent questions';
    place.replaceChildren(...(rows.length ? [title, ...rows] : []));
  }

  function save(file) {
    if (!file) return;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([file.text], {type: file.kind}));
    link.download = file.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  // A page that is served to other machines without TLS has no clipboard of its own.
  async function copy(button) {
    try {
      if (navigator.clipboard) await navigator.clipboard.writeText(button.dataset.copy);
      else copySelected(button.dataset.copy);
    } catch { return; }
    const label = button.textContent;
    button.textContent = 'Copied';
    setTimeout(() => { button.textContent = label; }, 2000);
  }
  function copySelected(words) {
    const area = document.createElement('textarea');
    area.value = words;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }

  document.addEventListener('click', (event) => {
    const copied = event.target.closest?.('[data-copy]');
    if (copied && copied.textContent !== 'Copied') copy(copied);
    const opening = event.target.closest?.('[data-do=open]');
    if (opening) selected = Number(opening.dataset.number);
    if (opening?.classList.contains('qa-step')) stepped = opening.textContent;
    const chosen = event.target.closest?.('[data-ask]');
    if (chosen) ask(chosen.dataset.ask, chosen.dataset.how);
    const edited = event.target.closest?.('[data-edit]');
    if (edited) {
      write(edited.dataset.edit);
      box().focus();
    }
    if (event.target.closest?.('[data-do=articles]')) openTab('Articles');
    if (event.target.closest?.('[data-do=checks]')) openTab('Check-up'); // a number may follow
  });
  document.addEventListener('keydown', (event) => {
    const inside = event.target.closest?.('#qa-cards, #qa-article');
    if (!inside || event.altKey || event.ctrlKey || event.metaKey) return;
    const by = {ArrowRight: 1, n: 1, ArrowLeft: -1, p: -1}[event.key];
    if (by) { event.preventDefault(); step(by); }
  });

  // A server that does not answer: what the page has shown of it is withdrawn, and the question is
  // kept until Gradio, which looks for the server, loads the page again.
  let leaving = false;
  window.addEventListener('pagehide', () => { leaving = true; });
  window.addEventListener('pageshow', () => { leaving = false; });
  const isLost = () => document.documentElement.classList.contains('qa-lost');
  const plainFetch = window.fetch.bind(window);
  window.fetch = async (...given) => {
    const hanging = setTimeout(probe, SILENCE);
    try {
      const reply = await plainFetch(...given);
      if ([502, 504].includes(reply.status)) lost(); // from a proxy
      else if (isLost() && !new URL(reply.url).pathname.endsWith('/app_id')) found();
      return reply;
    } catch (error) {
      if (error?.name !== 'AbortError' && !leaving) lost();
      throw error;
    } finally {
      clearTimeout(hanging);
    }
  };
  // A server may be silent because its work is long, or because it hangs: then it is silent about
  // the smallest file as well.
  const SILENCE = 6000; // milliseconds
  async function probe() {
    try {
      await plainFetch(new URL('gradio_api/app_id', document.baseURI), {signal: AbortSignal.timeout(SILENCE)});
    } catch { if (!leaving) lost(); }
  }
  function lost() {
    if (isLost()) return;
    document.documentElement.classList.add('qa-lost');
    keep(asked?.how || null);
    idle();
  }
  function found() {
    document.documentElement.classList.remove('qa-lost', 'qa-kept');
    kept = taken();
    askKept();
  }
  // The words in the box, to be asked where they are asked in some way.
  function keep(how) {
    const words = box()?.value || '';
    document.documentElement.classList.toggle('qa-kept', Boolean(how && words));
    try { sessionStorage.setItem(KEPT, JSON.stringify({words, how, filter})); } catch { /* private */ }
  }
  function taken() {
    try {
      const words = JSON.parse(sessionStorage.getItem(KEPT));
      sessionStorage.removeItem(KEPT);
      return words;
    } catch { return null; }
  }
  document.addEventListener('input', (event) => {
    if (isLost() && event.target === box()) keep(null);
  });
  const askLater = () => { // Gradio does nothing then
    if (!isLost()) return;
    keep(next?.how || 'typed');
    next = null;
  };
  document.addEventListener('click', (event) => {
    if (event.target.closest?.('#qa-question .submit-button')) askLater();
  }, true);
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey && event.target === box()) askLater();
  }, true);

  return {
    ask, askAgain, asking, answered, askFromAddress, checked, filtered, forgotten, fromAddress, opened,
    proof,
    recall, save,
  };
})();
