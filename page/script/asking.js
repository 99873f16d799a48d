// Asking: by a click, by typing, and again; and what is done when an answer has come.
(() => {
  const {box, find, openTab, shownQuestion, submit, title, write} = qa;
  let next = null; // how the next question is asked, where it is not as it was typed
  let asked = null; // the words that were asked last

  // As it is: within the topic where how is "on", as the first of a new one where it is "new", and
  // leaning on the topic where it is "typed".
  function askAs(question, how) {
    next = {question, how};
    submit();
  }
  function ask(question, how) {
    write(question);
    askAs(question, how === 'on' ? 'on' : 'new');
    openTab('ask');
  }
  // How the question that waits is asked; it does not wait any longer.
  function takeNext() {
    const how = next?.how || 'typed';
    next = null;
    return how;
  }

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

  function answered() {
    if (qa.isLost()) return;
    idle();
    const question = shownQuestion();
    find('.gradio-container')?.classList.toggle('qa-has-answer', question !== undefined);
    title(question);
    if (box().value === asked?.words) {
      replaced = box().value;
      if (document.activeElement === box()) box().select();
    }
    asked = null;
    qa.shownAnew();
    if (question !== undefined) {
      qa.toAddress(question);
      qa.remember(question, find('#qa-answer .qa-short').textContent);
    }
    qa.askKept();
  }

  // A question that was answered is replaced by typing the next one; a second click puts the caret
  // into its words.
  let replaced = null;
  document.addEventListener('click', (event) => {
    if (event.target !== box()) return;
    if (replaced !== null && box().value === replaced) box().select();
    replaced = null;
  });

  // A new topic: the page as it was before the first question.
  function forgotten() {
    if (shownQuestion() !== undefined) return;
    find('.gradio-container')?.classList.remove('qa-has-answer');
    title('');
    qa.toAddress('');
    write('');
    box().focus();
    qa.recall();
  }

  // A click on the filter that is suggested takes it; the question is asked again once it is set.
  function askAgain() {
    if (find('#qa-answer .qa-taken')) ask(shownQuestion(), 'on');
  }
  document.addEventListener('click', (event) => {
    event.target.closest?.('.qa-suggested')?.classList.add('qa-taken');
    const chosen = event.target.closest?.('[data-ask]');
    if (chosen) ask(chosen.dataset.ask, chosen.dataset.how);
    const edited = event.target.closest?.('[data-edit]');
    if (edited) {
      write(edited.dataset.edit);
      box().focus();
    }
  });

  const askedHow = () => asked?.how || null;
  Object.assign(qa, {ask, askAgain, askAs, askedHow, asking, answered, forgotten, idle, takeNext});
})();
