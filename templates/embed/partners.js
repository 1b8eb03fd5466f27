// The page for webmasters with JavaScript: shows what was picked alone, and copies it. Without, everything is there.

const pick = document.querySelector(".pick");
const codes = [...document.querySelectorAll(".code")];

function choose() {
  const wanted = Object.fromEntries(new FormData(pick));
  for (const code of codes) {
    code.hidden = Object.entries(wanted).some(([name, value]) => value && code.dataset[name] !== value);
    code.open = !code.hidden && Boolean(wanted.level && wanted.method);
  }
}

async function copy(button) {
  const text = document.getElementById(button.dataset.copies);
  try {
    await navigator.clipboard.writeText(text.value);
  } catch {
    text.select(); // where a page may not write to the clipboard, the reader's own keys do
    return;
  }
  button.nextElementSibling.textContent = button.dataset.copied;
}

pick.hidden = false;
pick.addEventListener("change", choose);
for (const button of document.querySelectorAll("button[data-copies]")) {
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}
