// A server that does not answer: what the page has shown of it is withdrawn, and the question is
// kept, with its filter, until Gradio, which looks for the server, loads the page again.
(() => {
  const KEPT = 'qa-kept', root = document.documentElement;
  const SILENCE = 6000; // milliseconds
  const {box} = qa;
  let leaving = false;
  window.addEventListener('pagehide', () => { leaving = true; });
  window.addEventListener('pageshow', () => { leaving = false; });
  const isLost = () => root.classList.contains('qa-lost');

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
  async function probe() {
    try {
      await plainFetch(new URL('gradio_api/app_id', document.baseURI), {signal: AbortSignal.timeout(SILENCE)});
    } catch { if (!leaving) lost(); }
  }
  function lost() {
    if (isLost()) return;
    root.classList.add('qa-lost');
    keep(qa.askedHow());
    qa.idle();
  }
  function found() {
    root.classList.remove('qa-lost', 'qa-kept');
    kept = qa.stored.take(KEPT);
    askKept();
  }

  let filter = ['', '', [], [], []]; // the values of its controls
  const filtered = (...values) => { filter = values; };
  let kept = null; // {words, how, filter}: how is null where the words were not asked

  // The words in the box, to be asked where they are asked in some way.
  function keep(how) {
    const words = box()?.value || '';
    root.classList.toggle('qa-kept', Boolean(how && words));
    qa.stored.write(KEPT, {words, how, filter});
  }
  document.addEventListener('input', (event) => {
    if (isLost() && event.target === box()) keep(null);
  });
  const askLater = () => { // Gradio does nothing then
    if (isLost()) keep(qa.takeNext());
  };
  document.addEventListener('click', (event) => {
    if (event.target.closest?.('#qa-question .submit-button')) askLater();
  }, true);
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey && event.target === box()) askLater();
  }, true);

  // The page is loaded: the words that were in the box stay there; what was asked follows the answer
  // to the question in the address.
  function fromAddress() {
    kept = qa.stored.take(KEPT);
    filter = kept?.filter || filter;
    return [kept?.words || qa.inAddress() || box()?.value || '', ...filter];
  }
  function askKept() {
    const {words, how} = kept || {};
    kept = null;
    if (!how || words === qa.shownQuestion()) return;
    qa.write(words);
    qa.askAs(words, how);
  }

  Object.assign(qa, {askKept, filtered, fromAddress, isLost});
})();
