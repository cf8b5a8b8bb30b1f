
"use strict";
{
  // What is filtered: findings, and those that are suppressed; in batches of files,
  // each with lists of rows.
  const below = (element, selector) => Array.from(element.querySelectorAll(selector));
  const parts = ["found", "suppressed"].map((name) =>
    below(document, "." + name + " > .batch").map((batch) => ({
      batch,
      files: below(batch, "details").map((group) => ({
        group,
        name: group.dataset.file.toLowerCase(),
        lists: below(group, ".rows").map((list) => ({ list, rows: Array.from(list.children) })),
      })),
    })));
  const filters = document.getElementById("filters");
  const boxes = below(document, "#filters input[type=checkbox]");
  const rule = document.getElementById("rule");
  const file = document.getElementById("file");

  const amount = (n, one) => n + " " + one + (n === 1 ? "" : "s");

  // Shows an element, or hides it.
  const show = (element, yes) => {
    if (element.hidden === yes) element.hidden = !yes;
    return yes ? 1 : 0;
  };

  // Shows what the filters leave of a part and counts it.
  const filter = (part, keep) => {
    const count = { shown: 0, all: 0, files: 0 };
    const wanted = file.value.trim().toLowerCase();
    for (const { batch, files } of part) {
      let inBatch = 0;
      for (const { group, name, lists } of files) {
        const named = name.includes(wanted);
        let inFile = 0;
        for (const { list, rows } of lists) {
          let inList = 0;
          for (const row of rows) inList += show(row, named && keep(row));
          show(list, inList > 0);
          inFile += inList;
          count.all += rows.length;
        }
        count.files += show(group, inFile > 0);
        inBatch += inFile;
      }
      show(batch, inBatch > 0);
      count.shown += inBatch;
    }
    return count;
  };

  const apply = () => {
    const off = new Set(boxes.filter((box) => !box.checked).map((box) => box.value));
    const keep = (row) => !off.has(row.className) && (rule.value === "" || row.dataset.rule === rule.value);
    const [found, suppressed] = parts.map((part) => filter(part, keep));
    let text = found.shown + " of " + amount(found.all, "finding") + " shown, in " + amount(found.files, "file");
    if (suppressed.all > 0) text += "; " + suppressed.shown + " of " + suppressed.all + " suppressed";
    document.getElementById("shown").textContent = text + ".";
  };

  if (filters) {
    let wait = 0;
    for (const box of boxes) box.addEventListener("change", apply);
    rule.addEventListener("change", apply);
    file.addEventListener("input", () => {
      clearTimeout(wait);
      wait = setTimeout(apply, 150);
    });
    document.getElementById("reset").addEventListener("click", () => {
      for (const box of boxes) box.checked = true;
      rule.value = file.value = "";
      apply();
    });
    const fold = document.getElementById("fold");
    fold.addEventListener("click", () => {
      const open = fold.dataset.folded === "yes";
      for (const group of below(document, ".batch > details")) group.open = open;
      fold.dataset.folded = open ? "no" : "yes";
      fold.textContent = open ? "Fold files" : "Unfold files";
    });
    filters.hidden = false;
    apply();
  }
}
