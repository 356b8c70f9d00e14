/* The search page: words and facets, kept in the address; each hit told by where it stands and led to its place. */
(function () {
  "use strict";
  var site = new URL("..", document.currentScript.src).href;
  var get = function (id) { return document.getElementById(id); };
  var words = get("words"), facets = get("facets"), tell = get("tell"), order = get("order"), list = get("hits"), more = get("more"), clear = get("clear");
  var NAMES = { speaker: "Speaker", agency: "Agency", outlet: "Outlet", kind: "Kind", year: "Year" };
  var SHOWN = 10, PLACES = 3, AROUND = 12, BESIDE = 5, MANY = 250, WORDS = 12, NEAR = 4;
  var state = new URLSearchParams(location.search), run = 0, hits = [], shown = 0, ready = false;

  var make = function (name, text, kind) {
    var node = document.createElement(name);
    if (text) node.textContent = text;
    if (kind) node.className = kind;
    return node;
  };
  var spelt = function (value) { // what the engine finds in no value is written in it as in an address
    try { return decodeURIComponent(value); } catch (typed) { return value; }
  };
  var keep = function (name, value) {
    if (value) state.set(name, value); else state.delete(name);
    var text = state.toString();
    try { history.replaceState(null, "", location.pathname + (text ? "?" + text : "")); } catch (refused) { /* some browsers refuse this on file: */ }
  };

  /* ---- facets: of each the values that the search leaves, with counts; the commonest where there are very many ---- */
  var offer = function (all) {
    Object.keys(NAMES).forEach(function (name) {
      if (Object.keys(all[name] || {}).length < 2 && !state.get(name)) return;
      var box = make("p"), label = make("label", NAMES[name]), select = make("select");
      select.id = "facet-" + name; select.name = name; label.htmlFor = select.id;
      box.append(label, select); facets.append(box);
      fill(select, all[name] || {});
    });
  };
  var fill = function (select, counts) {
    var year = select.name === "year", chosen = state.get(select.name) || "";
    var values = Object.keys(counts).filter(function (value) { return counts[value] && value !== chosen; });
    values.sort(function (a, b) { return year ? b.localeCompare(a) : counts[b] - counts[a] || a.localeCompare(b); });
    values.length = Math.min(values.length, MANY);
    if (chosen) values.unshift(chosen);
    select.replaceChildren(new Option("any", ""));
    values.forEach(function (value) { select.append(new Option(spelt(value) + " (" + (counts[value] || 0) + ")", value)); });
    select.value = chosen;
  };
  var chosen = function () {
    var found = {};
    Object.keys(NAMES).forEach(function (name) { if (state.get(name)) found[name] = state.get(name); });
    return found;
  };
  var count = function (engine, asked, filters, left) { // in a facet with a choice: what each other choice would give
    var token = run;
    return offered.then(function () { // what was found before the facets were there is told without counts: it is asked again
      return left ? { filters: left } : engine.search(asked, { filters: filters });
    }).then(function (answer) {
      if (token !== run) return;
      left = answer.filters;
      facets.querySelectorAll("select").forEach(function (select) {
        if (!filters[select.name]) { fill(select, left[select.name] || {}); return; }
        var others = Object.assign({}, filters);
        delete others[select.name];
        engine.search(asked, { filters: others }).then(function (answer) { fill(select, answer.filters[select.name] || {}); });
      });
    });
  };

  /* ---- where a hit stands: in a quote, beside a figure, or in the running text ---- */
  var marks = function (data) { // an anchor's id is the mark's, "=" and what is told of it; the source's own is its day
    var all = { day: "", quotes: new Map(), figures: [] };
    data.anchors.forEach(function (one) {
      var cut = one.id.indexOf("="), id = one.id.slice(0, cut), words = decodeURIComponent(one.id.slice(cut + 1)), start = id.replace(/-end$/, "");
      if (!id) all.day = words;
      else if (id !== start && all.quotes.has(start)) all.quotes.get(start).end = one.location;
      else all.quotes.set(id, { id: id, words: words, at: one.location, end: NaN });
    });
    all.quotes.forEach(function (one) { if (isNaN(one.end)) all.figures.push(one); });
    return all;
  };
  var place = function (all, at) {
    var quote = null, figure = null;
    all.quotes.forEach(function (one) { if (one.at <= at && at < one.end) quote = one; });
    all.figures.forEach(function (one) {
      var off = Math.abs(one.at - at);
      if (off <= BESIDE && (!figure || off < Math.abs(figure.at - at))) figure = one;
    });
    return quote || figure || { id: "", words: "In the text" };
  };
  var excerpt = function (text, first, locations, at) {
    var from = Math.max(first, at - AROUND), to = Math.min(text.length, at + AROUND + 1), node = make("span", "", "src");
    if (from > first) node.append("… ");
    for (var n = from; n < to; n += 1) {
      node.append(locations.has(n) ? make("mark", text[n]) : text[n], n + 1 < to ? " " : "");
    }
    if (to < text.length) node.append(" …");
    return node;
  };
  var address = function (data, text) {
    var forms = new Set(data.locations.map(function (n) { return (text[n] || "").replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "").toLowerCase(); }));
    var found = Array.from(forms).filter(Boolean).slice(0, WORDS).join(" ");
    return site + data.raw_url.replace(/^\//, "") + (words.value.trim() && found ? "?found=" + encodeURIComponent(found) : "");
  };
  var titled = function (title, locations) { // the words of the title stand first in the text that was searched
    var link = make("a");
    title.split(/\s+/).forEach(function (word, n) { link.append(n ? " " : "", locations.has(n) ? make("mark", word) : word); });
    return link;
  };
  var show = function (data) {
    var item = make("li"), text = data.content.split(/\s+/), at = new Set(data.locations), all = marks(data);
    var first = data.meta.title.split(/\s+/).length, to = address(data, text), head = make("h2"), ways = make("ul"), last = -Infinity;
    var link = titled(data.meta.title, at);
    link.href = to; head.append(link);
    item.append(make("p", [spelt((data.filters.outlet || [""])[0]), all.day].filter(Boolean).join(" · "), "slug"), head, ways);
    data.locations.some(function (n) {
      if (n < first || n - last <= AROUND) return false;
      last = n;
      var where = place(all, n), way = make("li"), go = make("a", where.words, "at");
      var near = "&near=" + encodeURIComponent(text.slice(n, n + NEAR).join(" "));
      go.href = where.id ? to + "#" + where.id : to + (to.includes("?") ? near : "");
      way.append(excerpt(text, first, at, n), " ", go); ways.append(way);
      return ways.children.length >= PLACES;
    });
    if (!ways.children.length) { ways.remove(); item.append(make("p", text.slice(first, first + 2 * AROUND).join(" ") + " …", "src")); }
    list.append(item);
    return link;
  };

  /* ---- searching ---- */
  var next = function (token) {
    return Promise.all(hits.slice(shown, shown + SHOWN).map(function (hit) { return hit.data(); })).then(function (all) {
      if (token !== run) return null;
      var links = all.map(show);
      shown += all.length;
      more.hidden = shown >= hits.length;
      more.textContent = "Show more (" + (hits.length - shown).toLocaleString("en") + " left)";
      return links[0];
    });
  };
  var bare = function (typed) { // the index has no sign of a currency, but the engine asks it for "$" as for a letter
    return typed.replace(/\p{Sc}/gu, "").trim() || typed;
  };
  var said = function (number, nowhere) { // the engine passes over a word that is nowhere; excerpts are not all of a source
    var found = number === 1 ? "1 source found" : number ? number.toLocaleString("en") + " sources found" : "Nothing found. Fewer or other words may help.";
    if (!number || !nowhere.length) return found;
    return found + (nowhere.length === 1 ? " without “" + nowhere[0] + "”, which stands" : " without “" + nowhere.join("”, “") + "”, which stand") + " in no published text.";
  };
  var nowhere = function (engine, typed) {
    var each = typed.split(/\s+/).slice(0, WORDS);
    if (each.length < 2 || typed[0] === '"') return Promise.resolve([]);
    return Promise.all(each.map(function (word) { return engine.search(bare(word)); })).then(function (answers) {
      return each.filter(function (word, n) { return /[\p{L}\p{N}]/u.test(word) && !answers[n].results.length; });
    });
  };
  var search = function () {
    var token = run += 1, early = !ready, filters = chosen(), typed = words.value.replace(/[“”„«»]/g, '"').trim(), asked = bare(typed) || null;
    order.options[0].disabled = !asked;
    order.value = state.get("order") || (asked ? "" : "desc");
    clear.hidden = !state.toString();
    return window.onrecordSearch.start().then(function (engine) {
      return engine.search(asked, { filters: filters, sort: order.value ? { date: order.value } : undefined }).then(function (answer) {
        if (token !== run) return null;
        hits = answer.results; shown = 0; list.replaceChildren(); more.hidden = true;
        order.parentNode.hidden = hits.length < 2;
        tell.textContent = said(hits.length, []);
        return next(token).then(function () {
          if (token !== run) return null;
          count(engine, asked, filters, early ? null : answer.filters);
          return nowhere(engine, typed).then(function (lacking) { if (token === run && lacking.length) tell.textContent = said(hits.length, lacking); });
        });
      });
    }).catch(function (error) { if (token === run) tell.textContent = "The search could not be run. " + error.message; });
  };
  var rest = function () { // nothing asked: what there is to be asked
    run += 1; hits = []; list.replaceChildren(); more.hidden = clear.hidden = order.parentNode.hidden = true;
    return window.onrecordSearch.start().then(function (engine) { return engine.filters(); }).then(function (all) {
      tell.textContent = "";
      facets.querySelectorAll("select").forEach(function (select) { fill(select, all[select.name] || {}); });
    });
  };
  var changed = function () { return state.toString() ? search() : rest(); };

  var timer = 0;
  words.value = state.get("q") || "";
  words.addEventListener("input", function () {
    clearTimeout(timer);
    keep("q", words.value.trim());
    timer = setTimeout(changed, 100);
  });
  order.addEventListener("change", function () { keep("order", order.value); changed(); });
  facets.addEventListener("change", function (event) { keep(event.target.name, event.target.value); changed(); });
  clear.addEventListener("click", function () {
    Array.from(state.keys()).forEach(function (name) { keep(name, ""); });
    words.value = ""; words.focus(); changed();
  });
  more.addEventListener("click", function () { next(run).then(function (link) { if (link) link.focus(); }); });
  tell.textContent = "Opening the index …";
  if (!state.toString() && matchMedia("(hover: hover)").matches) words.focus();
  var offered = window.onrecordSearch.start().then(function (engine) { return engine.filters(); }).then(offer).then(function () { ready = true; });
  Promise.all([offered, changed()]).catch(function (error) { tell.textContent = "The search could not be opened. " + error.message; });
})();
