// Light, dark, or as the system: the choice of a visitor, kept by the browser. It runs before
// anything is drawn, and again whenever Gradio sets the class of the system's colours.
(() => {
  const KEPT = 'qa-theme', system = matchMedia('(prefers-color-scheme: dark)');
  const root = document.documentElement;
  let choice = 'system'; // also where nothing can be kept, as in a private window
  const read = () => {
    try { choice = localStorage.getItem(KEPT) || choice; } catch { /* not allowed */ }
  };
  function apply() {
    const dark = choice === 'dark' || (choice !== 'light' && system.matches);
    root.dataset.theme = dark ? 'dark' : 'light';
    document.body?.classList.toggle('dark', dark);
    const control = document.getElementById('qa-theme');
    if (control && control.value !== choice) control.value = choice;
  }
  read();
  apply();
  // The body and the control come later; the class of the body is set by Gradio as well.
  const ofBody = new MutationObserver(apply);
  const arriving = new MutationObserver(() => {
    if (document.body) ofBody.observe(document.body, {attributeFilter: ['class']});
    apply();
    if (document.getElementById('qa-theme')) arriving.disconnect();
  });
  arriving.observe(root, {childList: true, subtree: true});
  system.addEventListener('change', apply);
  addEventListener('storage', () => { read(); apply(); });
  document.addEventListener('change', (event) => {
    if (event.target.id !== 'qa-theme') return;
    choice = event.target.value;
    try { localStorage.setItem(KEPT, choice); } catch { /* not allowed */ }
    apply();
  });
})();
