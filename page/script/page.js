// What the other files of the page's script share: its elements, the question box, the tabs. Each
// file adds to window.qa what others call. Text is only ever written as text.
window.qa = {};
(() => {
  const find = (selector) => document.querySelector(selector);
  const box = () => find('#qa-question textarea');
  const submit = () => setTimeout(() => find('#qa-question .submit-button')?.click(), 80);

  function write(question) {
    const area = box();
    const value = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value');
    value.set.call(area, question);
    area.dispatchEvent(new Event('input', {bubbles: true}));
  }

  let name; // of the page, as Gradio has set it
  function title(question) {
    name ??= document.title;
    document.title = question ? `${question} - ${name}` : name;
  }

  const shownQuestion = () => find('#qa-answer .qa-answer')?.dataset.question;
  const openTab = (name) => find(`#qa-tab-${name}-button`)?.click();

  // Values that the browser keeps as long as the tab is open.
  const stored = {
    read(key) {
      try { return JSON.parse(sessionStorage.getItem(key)); } catch { return null; }
    },
    write(key, value) {
      try { sessionStorage.setItem(key, JSON.stringify(value)); } catch { /* a private window */ }
    },
    take(key) {
      const value = stored.read(key);
      try { sessionStorage.removeItem(key); } catch { /* a private window */ }
      return value;
    },
  };

  document.addEventListener('click', (event) => {
    if (event.target.closest?.('[data-do=articles]')) openTab('articles');
    if (event.target.closest?.('[data-do=checks]')) openTab('checkup');
  });

  // A control that takes a moment says what it does, until the answer has come.
  document.addEventListener('click', (event) => {
    const slow = event.target.closest?.('[data-wait]');
    if (!slow || slow.dataset.label) return;
    slow.dataset.label = slow.textContent;
    slow.textContent = slow.dataset.wait;
  });
  function waited() {
    for (const slow of document.querySelectorAll('[data-label]')) {
      slow.textContent = slow.dataset.label;
      delete slow.dataset.label;
    }
  }

  Object.assign(qa, {box, find, openTab, shownQuestion, stored, submit, title, waited, write});
})();
