// What leaves the page: words that are copied, and files that are saved.
(() => {
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
    const {copy: words, copied} = button.dataset;
    try {
      if (navigator.clipboard) await navigator.clipboard.writeText(words);
      else copySelected(words);
    } catch { return; }
    const label = button.textContent;
    button.textContent = copied;
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
    const button = event.target.closest?.('[data-copy]');
    if (button && button.textContent !== button.dataset.copied) copy(button);
  });

  Object.assign(qa, {save});
})();
