// The recent questions of the tab, below the answer; those that stand above it are left out.
(() => {
  const KEPT = 'qa-history', REMEMBERED = 20;
  const {find, stored} = qa;
  const remembered = () => stored.read(KEPT) || [];

  function remember(question, answer) {
    const others = remembered().filter((one) => one.question !== question);
    stored.write(KEPT, [{question, answer}, ...others].slice(0, REMEMBERED));
    recall();
  }
  function recall() {
    const place = find('#qa-history');
    if (!place) return;
    const shown = [qa.shownQuestion(),
      ...[...document.querySelectorAll('.qa-turn')].map((turn) => turn.dataset.ask)];
    const rows = remembered().filter((one) => !shown.includes(one.question)).map(rowOf);
    const title = document.createElement('h2');
    title.className = 'qa-label';
    title.textContent = place.dataset.title;
    place.replaceChildren(...(rows.length ? [title, ...rows] : []));
  }
  function rowOf({question, answer}) {
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
  }

  Object.assign(qa, {recall, remember});
})();
