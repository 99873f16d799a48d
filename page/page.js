// The part of the page that runs in the browser: asking by a click, the question in the address,
// recent questions, scrolling to the highlight, saving a file. Text is only ever written as text.
window.qa = (() => {
  const HISTORY = 'qa-history', REMEMBERED = 20;
  const find = (selector) => document.querySelector(selector);
  const box = () => find('#qa-question textarea');
  let quiet = false; // do not scroll to the article that is opened next
  let selected = 0; // the number of the citation that was clicked last, 0 for none

  function write(question) {
    const area = box();
    const value = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value');
    value.set.call(area, question);
    area.dispatchEvent(new Event('input', {bubbles: true}));
  }

  function ask(question) {
    write(question);
    setTimeout(() => find('#qa-question .submit-button')?.click(), 80);
    find('#qa-tabs button[role=tab]')?.click();
  }

  // The question in the address, for a link to an answer.
  // A click on the filter that is suggested takes it; the question is asked again once it is set.
  document.addEventListener('click', (event) => {
    event.target.closest?.('.qa-suggested')?.classList.add('qa-taken');
  });
  function askAgain() {
    if (find('#qa-answer .qa-taken')) find('#qa-question .submit-button')?.click();
  }

  const fromAddress = () => new URLSearchParams(location.search).get('q') || box()?.value || '';
  function askFromAddress() {
    if (new URLSearchParams(location.search).get('q'))
      setTimeout(() => find('#qa-question .submit-button')?.click(), 80);
  }
  function toAddress(question) {
    const address = new URL(location.href);
    if (address.searchParams.get('q') === question) return;
    address.searchParams.set('q', question);
    history.pushState(null, '', address);
  }
  window.addEventListener('popstate', () => location.reload());

  function asking(given) {
    find('#qa-answer')?.classList.add('qa-busy');
    find('#qa-answer')?.setAttribute('aria-busy', 'true');
    find('#qa-answer')?.setAttribute('aria-live', 'polite');
    return given;
  }

  function answered() {
    const answer = find('#qa-answer');
    answer?.classList.remove('qa-busy');
    answer?.removeAttribute('aria-busy');
    const section = find('#qa-answer .qa-answer');
    selected = 0;
    find('.gradio-container')?.classList.toggle('qa-has-answer', Boolean(section));
    if (!section) return;
    toAddress(section.dataset.question);
    remember(section.dataset.question, find('#qa-answer .qa-short').textContent);
    show(false);
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
    show(!quiet);
    quiet = false;
    const now = badge(find('#qa-article')), card = find(`.qa-card[data-number="${number}"]`);
    if (now && badge(card)?.className !== now.className) badge(card)?.replaceWith(now.cloneNode(true));
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
    const current = find('#qa-answer .qa-answer')?.dataset.question;
    const rows = all.filter((one) => one.question !== current).map(({question, answer}) => {
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
    const chosen = event.target.closest?.('[data-ask]');
    if (chosen) ask(chosen.dataset.ask);
    if (event.target.closest?.('[data-do=articles]')) openTab('Articles');
    if (event.target.closest?.('[data-do=checks]')) openTab('Check-up'); // a number may follow
  });
  document.addEventListener('keydown', (event) => {
    const inside = event.target.closest?.('#qa-cards, #qa-article');
    if (!inside || event.altKey || event.ctrlKey || event.metaKey) return;
    const by = {ArrowRight: 1, n: 1, ArrowLeft: -1, p: -1}[event.key];
    if (by) { event.preventDefault(); step(by); }
  });

  return {ask, askAgain, asking, answered, askFromAddress, checked, fromAddress, opened, proof, recall, save};
})();
