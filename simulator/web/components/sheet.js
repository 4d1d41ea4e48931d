// A sheet for YAML: one letter is as wide as the next, lines are numbered, and what is typed is sent on while one writes.
const PAUSE = 700; // milliseconds without a key after which the text is sent

export default function ({ data, parentElement, setStateValue }) {
  const box = parentElement.querySelector("textarea");
  const gutter = parentElement.querySelector(".gutter");
  const now = (box.sheet ??= { stamp: null, went: 0, sent: null, waiting: null });
  now.marks = data.marks;
  now.send = () => {
    clearTimeout(now.waiting);
    if (box.value === now.sent) return;
    now.sent = box.value;
    setStateValue("typed", { text: box.value, stamp: now.stamp });
  };
  if (now.stamp !== data.stamp) { // a text that somebody else laid; otherwise what is typed stays as it is
    clearTimeout(now.waiting);
    now.stamp = data.stamp;
    box.value = data.text;
    now.sent = box.value;
  }
  box.setAttribute("aria-label", data.label);
  box.maxLength = data.most;
  number(box, gutter, now.marks);
  if (data.go.line && data.go.count !== now.went) {
    now.went = data.go.count;
    go(box, gutter, data.go.line);
  }
  now.watch ??= new ResizeObserver(() => number(box, gutter, now.marks));
  now.watch.observe(box);
  box.oninput = () => {
    number(box, gutter, now.marks);
    clearTimeout(now.waiting);
    now.waiting = setTimeout(() => now.send(), PAUSE);
  };
  box.onblur = () => now.send();
  box.onscroll = () => { gutter.scrollTop = box.scrollTop; };
  box.onkeydown = (key) => {
    if (key.key === "Enter" && (key.ctrlKey || key.metaKey)) now.send();
    else if (key.key === "Enter" && !key.shiftKey && !key.isComposing) indent(box, key);
  };
}

function number(box, gutter, marks) {
  const heights = measure(box);
  const drawn = heights.join() + JSON.stringify(marks);
  if (gutter.drawn === drawn) return;
  gutter.drawn = drawn;
  gutter.replaceChildren(...heights.map((height, at) => {
    const line = document.createElement("span");
    const mark = marks[at + 1];
    line.textContent = (mark ? "! " : "") + (at + 1);
    line.style.height = height + "px";
    if (mark) line.className = mark;
    return line;
  }));
  gutter.scrollTop = box.scrollTop;
}

function measure(box) { // a wrapped line is as high as all its rows
  const ruler = box.parentElement.querySelector(".ruler");
  const style = getComputedStyle(box);
  ruler.style.width = box.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) + "px";
  ruler.replaceChildren(...box.value.split("\n").map((text) => {
    const line = document.createElement("div");
    line.textContent = text || "\u200b";
    return line;
  }));
  const heights = [...ruler.children].map((line) => line.getBoundingClientRect().height);
  ruler.replaceChildren();
  return heights;
}

function indent(box, key) {
  const start = box.value.lastIndexOf("\n", box.selectionStart - 1) + 1;
  const space = box.value.slice(start, box.selectionStart).match(/^ */)[0];
  if (!space) return;
  key.preventDefault();
  document.execCommand("insertText", false, "\n" + space); // so that it can be undone
}

function go(box, gutter, line) {
  const lines = box.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
  box.focus({ preventScroll: true });
  box.setSelectionRange(start, start); // nothing is selected: a key pressed in passing must not delete a line
  const above = gutter.children[Math.max(0, line - 6)];
  box.scrollTop = above ? above.offsetTop - gutter.firstChild.offsetTop : 0;
  box.scrollIntoView({ block: "nearest" });
}
