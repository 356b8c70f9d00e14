/* Cards: what is known of a marked name, figure or quote. By mouse after a rest, by "i" on a focused mark, by a tap;
   a quote's from its note, from the label above its paragraph, or from the card of what stands in it.
   Their contents come from one script a source, added when the first card opens, and what counts over all sources from one
   for a part of the names, added when a name's card opens: its line has its place from the start. Nothing is fetched. */
(function () {
  "use strict";
  var text = document.querySelector(".source-text[data-cards]");
  if (!text) return;
  var REST = 300, GRACE = 300; /* ms before a card opens, and before it goes */
  var SHOWN = 160; /* characters of a quote on its card */
  var root = text.dataset.cards.slice(0, text.dataset.cards.indexOf("data/cards/"));
  var facts = null, waiting = [], card = null, owner = null, shown = null, timer = 0, moved = true;
  var everywhere = {}, asked = {}; /* by entity: what is told of it over all sources; by script: whether it was added */
  var OPEN = {
    person: "Open the page of this person", agency: "Open the page of this agency", place: "Open the page of this place",
    organization: "Open the page of this organization", figure: "All numbers side by side"
  };
  var FORMS = { direct: "Words in quotation marks", indirect: "A paraphrase", mixed: "A paraphrase with quoted words" };
  var FIGURES = {
    money: "An amount of money", percent: "A share", count: "A count", ratio: "A ratio or score", date: "A date",
    duration: "A duration", measure: "A measure"
  };

  /* ---- contents ---- */
  window.onrecordCards = function (data) {
    facts = data;
    waiting.splice(0).forEach(function (then) { then(); });
  };
  window.onrecordWho = function (data) {
    Object.assign(everywhere, data);
    if (card) card.querySelectorAll(".all").forEach(complete);
  };
  function add(address) {
    var script = document.createElement("script");
    script.src = address;
    document.head.appendChild(script);
  }
  function load(then) {
    if (facts) { then(); return; }
    if (waiting.push(then) === 1) add(text.dataset.cards);
  }
  function complete(line) { line.textContent = everywhere[line.dataset.entity] || ""; }
  function told(fact) { /* what counts over all sources: at once where it is known, else when it comes */
    var line = make("p", "all");
    line.dataset.entity = fact.id;
    complete(line);
    if (!asked[fact.who]) add(root + "data/who/" + fact.who + ".js");
    asked[fact.who] = true;
    return line;
  }
  function make(name, cls, words) {
    var element = document.createElement(name);
    if (cls) element.className = cls;
    if (words) element.textContent = words;
    return element;
  }
  function link(href, words) {
    var element = make("a", "", words);
    element.href = root + href;
    return element;
  }
  function name(mark) { return mark.dataset.ann || mark.id; } /* only a mark in several pieces says which it is a piece of */
  function about(mark) { /* see onrecord/pages/cards.py for what the scripts hold */
    var own = facts.marks[name(mark)], entity = own && facts.entities[own[0]];
    if (!own) return null;
    var fact = mark.matches(".q") ? quoted(mark, entity) : mark.matches("data") ? figured(own, entity) : entity && Object.assign({ opens: entity.kind }, entity);
    return fact && Object.assign({ why: facts.rules[own[1]], sure: own[2] }, fact);
  }
  function figured(own, giver) {
    return { kind: FIGURES[own[3]], name: own[4], line: giver && "Said by " + giver.name + ".", values: own[5], href: own[6], opens: "figure" };
  }
  function quoted(mark, speaker) { /* the first words of a quote, and its address */
    var words = mark.textContent.replace(/\s+/g, " ");
    if (words.length > SHOWN) words = words.slice(0, SHOWN).replace(/ \S*$/, "") + " \u2026";
    var form = ["direct", "indirect", "mixed"].find(function (form) { return mark.classList.contains(form); });
    return {
      kind: FORMS[form], name: mark.dataset.who, href: speaker && speaker.href, opens: speaker && speaker.kind,
      said: words, form: form, place: "#" + name(mark)
    };
  }
  function title(fact) {
    var kind = fact.who ? fact.kind.charAt(0).toUpperCase() + fact.kind.slice(1) : fact.kind;
    return fact.role ? kind + " \u00b7 " + fact.role : kind;
  }
  function button(cls, words, act) {
    var made = make("button", cls, words);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }
  function parents(mark) { /* "Stands inside a quote by …, inside a paraphrase of ….": each leads to its card */
    var line = make("p", "in"), seen = [name(mark)], quote = mark;
    while ((quote = quote.parentElement.closest(".q[data-who]"))) {
      if (seen.includes(name(quote))) continue;
      line.append(seen.length > 1 ? ", inside " : "Stands inside ", opener(quote));
      seen.push(name(quote));
    }
    if (seen.length > 1) line.append(".");
    return line;
  }
  function opener(quote) {
    var words = (quote.classList.contains("direct") ? "a quote by " : "a paraphrase of ") + quote.dataset.who;
    return button("", words, function () { show(quote, true, owner); });
  }
  function values(list) {
    var terms = make("dl");
    list.forEach(function (pair, number) {
      var cls = number ? "" : "here";
      terms.append(make("dt", cls, pair[0]), make("dd", cls, pair[1]));
    });
    return terms;
  }
  function folded(label, inside) {
    var details = make("details");
    details.append(make("summary", "", label), inside);
    return details;
  }
  function reason(fact) {
    var sure = " Confidence " + fact.sure.toFixed(2) + ".";
    return make("p", "", fact.why ? fact.why.charAt(0).toUpperCase() + fact.why.slice(1) + "." + sure : sure.trim());
  }

  /* ---- "this is wrong": a correction as content/corrections/ takes it, ready to paste ---- */
  function correction(mark) {
    var pieces = text.querySelectorAll('[data-ann="' + name(mark) + '"], #' + CSS.escape(name(mark))), range = document.createRange();
    range.setStart(text, 0);
    range.setEndBefore(pieces[0]);
    var whole = text.textContent, start = range.toString().length, exact = pieces[0].textContent;
    function line(key, value) { return key + ": " + JSON.stringify(value) + "\n"; }
    return "# content/corrections/" + text.dataset.source + ".yaml\n- " + line("exact", exact) +
      "  " + line("prefix", whole.slice(Math.max(0, start - 32), start)) +
      "  " + line("suffix", whole.slice(start + exact.length, start + exact.length + 32)) +
      "  drop: true  # or set: {speaker: \u2026}, {entity: \u2026}, {value: \u2026, unit: \u2026, of: \u2026}\n" +
      "  why: \"\"\n  by: \"\"\n";
  }
  function wrong(mark) {
    var box = make("div"), field = make("textarea");
    var copy = button("", "Copy", function () {
      field.select();
      copy.textContent = document.execCommand("copy") ? "Copied" : "Press Ctrl+C";
    });
    field.readOnly = true;
    field.rows = 7;
    field.value = correction(mark);
    field.setAttribute("aria-label", "Correction to paste");
    box.append(field, copy);
    return folded("This is wrong", box);
  }

  /* ---- the card ---- */
  function build() {
    card = make("div", "card");
    card.id = "card";
    card.tabIndex = -1;
    card.setAttribute("role", "dialog");
    card.setAttribute("popover", "manual");
    card.addEventListener("pointerenter", function () { clearTimeout(timer); });
    card.addEventListener("pointerleave", leave);
    card.addEventListener("toggle", function (event) { if (owner && event.target !== card) place(shown); }, true);
    card.addEventListener("focusout", function (event) {
      if (event.relatedTarget && !card.contains(event.relatedTarget)) hide(false);
    });
    document.body.appendChild(card);
  }
  function fill(mark, fact, more) {
    var shut = button("shut", "\u00d7", function () { hide(true); }), heading = make("h2"), inside = parents(mark), go = make("p", "go");
    card.textContent = "";
    card.setAttribute("aria-label", fact.name);
    shut.setAttribute("aria-label", "Close");
    heading.append(fact.href ? link(fact.href, fact.name) : fact.name);
    card.append(make("p", "kind", title(fact)), heading);
    if (fact.line) card.append(make("p", "", fact.line));
    if (fact.who) card.append(told(fact));
    if (fact.said) card.append(make("p", fact.form === "direct" ? "said" : "said para", fact.said));
    if (fact.values) card.append(values(fact.values));
    if (inside.firstChild) card.append(inside);
    card.append(folded("Why is this marked?", reason(fact)), wrong(mark));
    if (fact.href) go.append(link(fact.href, OPEN[fact.opens]));
    if (fact.place) {
      var address = make("a", "", "Link to this quote");
      address.href = fact.place;
      go.append(address);
    }
    if (more.length) go.append(button("", "Next quote in this paragraph", function () { show(more[0], true, null, more.slice(1)); }));
    if (go.firstChild) card.append(go);
    card.append(shut);
  }
  function sheet() { return matchMedia("(hover: none), (max-width: 40rem)").matches; }
  function place(mark) {
    card.style.left = card.style.top = "";
    if (sheet()) return;
    var boxes = mark.getClientRects(), first = boxes[0], width = card.offsetWidth, height = card.offsetHeight;
    var below = boxes[boxes.length - 1].bottom + 6, above = first.top - height - 6;
    card.style.left = Math.max(12, Math.min(first.left - 18, innerWidth - width - 12)) + "px";
    card.style.top = (below + height > innerHeight - 8 && above > 8 ? above : below) + "px";
  }
  function show(mark, take, back, more) {
    load(function () {
      var fact = about(mark);
      if (!fact) return;
      if (!card) build();
      owner = back || mark;
      shown = mark;
      fill(mark, fact, more || []);
      if (!card.matches(":popover-open")) card.showPopover();
      place(mark);
      if (take) card.focus();
    });
  }
  function hide(back) {
    clearTimeout(timer);
    if (!owner) return;
    var was = owner;
    owner = null;
    card.hidePopover();
    if (back) was.focus();
  }
  function leave() {
    clearTimeout(timer);
    timer = setTimeout(function () { if (card && !card.contains(document.activeElement)) hide(false); }, GRACE);
  }

  /* ---- which marks have a card: those of layers that are on ---- */
  function at(event) {
    var mark = event.target.closest && event.target.closest(".m");
    var off = (document.documentElement.getAttribute("data-off") || "").split(" ");
    var layer = mark && (mark.matches(".person") ? "people" : mark.matches(".figure") ? "figures" : mark.matches(".date") ? "dates" : "agencies");
    return mark && !off.includes(layer) ? mark : null;
  }

  /* ---- mouse ---- */
  addEventListener("scroll", function () {
    moved = false;
    clearTimeout(timer);
    if (owner && !card.contains(document.activeElement)) hide(false);
  }, { passive: true });
  addEventListener("pointermove", function () { moved = true; }, { passive: true });
  text.addEventListener("pointerover", function (event) {
    var mark = at(event);
    if (!mark || event.pointerType !== "mouse" || !moved) return;
    clearTimeout(timer);
    if (owner !== mark) timer = setTimeout(function () { show(mark, false); }, REST);
  });
  text.addEventListener("pointerout", function (event) { if (at(event)) leave(); });
  addEventListener("pointerdown", function (event) {
    if (owner && !card.contains(event.target) && !owner.contains(event.target)) hide(false);
  });

  /* ---- touch, and figures by click ---- */
  function labelled(event) { /* the quotes of a paragraph, when it is the label above it that was hit */
    var block = event.target.closest("[data-by]"), words = document.createRange(), quotes = [], seen = [];
    if (!block || getComputedStyle(block, "::before").display === "none") return quotes;
    words.selectNodeContents(block);
    if (event.clientY >= words.getClientRects()[0].top) return quotes;
    block.querySelectorAll(".q[data-who]").forEach(function (quote) {
      if (!seen.includes(name(quote))) quotes.push(quote);
      seen.push(name(quote));
    });
    return quotes;
  }
  text.addEventListener("click", function (event) {
    var mark = at(event), quotes = mark ? [] : labelled(event);
    if (quotes.length) show(quotes[0], true, null, quotes.slice(1));
    if (!mark || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (mark.matches("data") ? !event.target.closest("a") || sheet() : sheet()) {
      event.preventDefault();
      show(mark, true);
    }
  });

  /* ---- keyboard: figures share one stop, the arrows go from one to the next ---- */
  var figures = Array.prototype.filter.call(text.querySelectorAll("data.figure[id]"), function (figure) { return !figure.closest("a, .fold"); });
  figures.forEach(function (figure, number) {
    figure.tabIndex = number ? -1 : 0;
    figure.setAttribute("role", "button");
    figure.setAttribute("aria-haspopup", "dialog");
  });
  function step(figure, by) {
    var next = figures[figures.indexOf(figure) + by];
    if (!next) return;
    figure.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }
  text.addEventListener("keydown", function (event) {
    var mark = at(event);
    if (!mark || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "i" || (mark.matches("data") && (event.key === "Enter" || event.key === " "))) show(mark, true);
    else if (mark.matches("data") && event.key === "ArrowRight") step(mark, 1);
    else if (mark.matches("data") && event.key === "ArrowLeft") step(mark, -1);
    else return;
    event.preventDefault();
  });
  document.querySelectorAll(".who .perm").forEach(function (address) { /* a quote's card opens from its note */
    address.addEventListener("keydown", function (event) {
      var quote = document.getElementById(address.getAttribute("href").slice(1));
      if (event.key !== "i" || event.ctrlKey || event.altKey || event.metaKey || !quote) return;
      event.preventDefault();
      show(quote, true, address);
    });
  });
  addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || !owner) return;
    event.preventDefault();
    hide(card.contains(document.activeElement));
  });
})();
