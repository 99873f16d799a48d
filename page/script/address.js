// The question in the address: a link to an answer, and the way back in the browser's history.
(() => {
  const inAddress = () => new URLSearchParams(location.search).get('q');

  function askFromAddress() {
    const question = inAddress();
    if (question) qa.askAs(question, 'new');
    else qa.askKept();
  }
  function toAddress(question) {
    const address = new URL(location.href);
    if (address.searchParams.get('q') === question) return;
    if (question) address.searchParams.set('q', question);
    else address.searchParams.delete('q');
    history.pushState(null, '', address);
  }
  window.addEventListener('popstate', () => {
    if (inAddress()) qa.ask(inAddress(), 'on');
    else location.reload();
  });

  Object.assign(qa, {askFromAddress, inAddress, toAddress});
})();
