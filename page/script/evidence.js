// The evidence: which citation is open, steps to its neighbours, and scrolling to what is marked.
(() => {
  const {find} = qa;
  let selected = 0; // the number of the citation that was clicked last, 0 for none
  let quiet = false; // do not scroll to the article that is opened next
  let hidden = false; // the picture of a page
  let stepped = null; // the direction of the control that was clicked last, null for none
  const badge = (place) => place?.querySelector('.qa-badge');
  const openNumber = () => Number(find('#qa-article .qa-article')?.dataset.number || 0);
  const cardOf = (number) => find(`.qa-card[data-number="${number}"]`);
  const steps = () => [...document.querySelectorAll('#qa-article .qa-steps > .qa-step')]; // back and on

  // An answer has come: its first citation is open.
  function shownAnew() {
    selected = 0;
    if (qa.shownQuestion() !== undefined) show(false);
  }

  // After the cards were replaced: mark the open one, and open it again where its file has changed.
  function checked() {
    const number = selected || openNumber(), card = cardOf(number);
    mark(number);
    const before = badge(find('#qa-article')), now = badge(card);
    if (before && now && before.className !== now.className) {
      quiet = true;
      card.click();
    }
  }

  function opened() {
    qa.waited();
    const number = openNumber(), last = cardOf(selected);
    // Two clicks may be answered in either order: what was clicked last is opened.
    if (number && last && number !== selected) return last.click();
    mark(number);
    refocus();
    show(!quiet);
    quiet = false;
    const now = badge(find('#qa-article')), card = cardOf(number);
    if (now && badge(card)?.className !== now.className) badge(card)?.replaceWith(now.cloneNode(true));
  }
  // The control that opened the article was replaced together with it, or can go no further.
  function refocus() {
    const active = document.activeElement;
    if (hidden && active === document.body) find('#qa-article [data-do=picture]')?.focus();
    hidden = false;
    if (stepped !== null && (active === document.body || active?.disabled)) {
      const same = steps()[stepped];
      (same && !same.disabled ? same : steps().find((one) => !one.disabled))?.focus();
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
      const side = find('#qa-article'), leaf = find('#qa-article .qa-leaf');
      if (leaf) return showLeaf(leaf);
      const {top, bottom} = (chosen || side).getBoundingClientRect();
      if (scroll && (top < 0 || bottom > innerHeight)) side.scrollIntoView({block: 'start'});
    });
  }

  // The page as it looks, with the first box in the middle.
  function showLeaf(leaf) {
    const boxed = leaf.querySelector('.qa-boxed');
    leaf.focus({preventScroll: true});
    (boxed || leaf).scrollIntoView({block: boxed ? 'center' : 'start', inline: 'start'});
  }

  // Where the columns stand one below the other, the evidence of a checked text is out of sight.
  function proof() {
    const shown = find('#qa-check-evidence');
    if (shown && shown.getBoundingClientRect().top > innerHeight) shown.scrollIntoView({block: 'start'});
  }

  document.addEventListener('click', (event) => {
    const opening = event.target.closest?.('[data-do=open], [data-do=picture]');
    if (opening) selected = Number(opening.dataset.number);
    hidden = event.target.matches?.('#qa-article [data-do=hide]');
    if (opening?.matches('.qa-steps > .qa-step')) stepped = steps().indexOf(opening);
  });
  document.addEventListener('keydown', (event) => {
    const inside = event.target.closest?.('#qa-cards, #qa-article');
    if (!inside || event.altKey || event.ctrlKey || event.metaKey) return;
    const at = {ArrowRight: 1, n: 1, ArrowLeft: 0, p: 0}[event.key];
    if (at === undefined) return;
    event.preventDefault();
    if (!steps()[at]?.disabled) steps()[at]?.click();
  });

  Object.assign(qa, {checked, opened, proof, showLeaf, shownAnew});
})();
