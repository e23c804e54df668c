/* The few things pages do by themselves. Everything works without this file; it only makes things quicker. */
(function () {
  'use strict';
  var root = document.documentElement;

  /* a file that is too large is refused before it is sent; the hub looks, too */
  document.addEventListener('change', function (event) {
    var most = event.target.getAttribute && event.target.getAttribute('data-most');
    if (most && event.target.files) {
      var file = event.target.files[0];
      event.target.setCustomValidity(file && file.size > Number(most) ? event.target.getAttribute('data-too-large') : '');
      event.target.reportValidity();
    }
  });

  /* light or dark: change at once, remember for a year */
  document.addEventListener('click', function (event) {
    var theme = event.target.closest('#theme');
    if (theme) {
      event.preventDefault();
      var next = root.getAttribute('data-bs-theme') === 'dark' ? 'light' : 'dark';
      root.setAttribute('data-bs-theme', next);
      document.cookie = 'lienthong-theme=' + next + ';path=/;max-age=31536000;samesite=strict';
      return;
    }
    var copy = event.target.closest('[data-copy]');
    if (copy) {
      var text = document.getElementById(copy.getAttribute('data-copy')).textContent;
      if (navigator.clipboard) { navigator.clipboard.writeText(text); }
      return;
    }
    var opener = event.target.closest('[data-dialog]');
    if (opener) {
      var dialog = document.getElementById(opener.getAttribute('data-dialog'));
      if (dialog && dialog.showModal) { event.preventDefault(); dialog.close(); dialog.showModal(); }
      return;
    }
    var closer = event.target.closest('[data-close]');
    if (closer) {
      event.preventDefault();
      closer.closest('dialog').close();
      return;
    }
    /* a menu closes when the reader goes on elsewhere */
    document.querySelectorAll('details.lt-menu[open]').forEach(function (menu) {
      if (!menu.contains(event.target)) { menu.removeAttribute('open'); }
    });
  });

  /* Ctrl K from anywhere; single keys where the reader uses them and is not writing */
  var PLACES = { o: '/', j: '/jobs', q: '/quarantine', r: '/routes', s: '/services' };
  var gone = 0;
  function open(id) {
    var dialog = document.getElementById(id);
    if (dialog && !dialog.open) { dialog.showModal(); }
    return dialog;
  }
  function rows() {
    return Array.prototype.filter.call(document.querySelectorAll('main tbody tr'), function (row) {
      return row.querySelector('a[href]') && row.offsetParent !== null;
    });
  }
  function step(by) {
    var all = rows();
    var here = all.findIndex(function (row) { return row.contains(document.activeElement); });
    var next = all[here < 0 ? (by > 0 ? 0 : all.length - 1) : Math.max(0, Math.min(all.length - 1, here + by))];
    if (next) { next.querySelector('a[href]').focus(); }
  }
  document.addEventListener('keydown', function (event) {
    var at = event.target;
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') {
      if (open('search')) { event.preventDefault(); }
      return;
    }
    var find = at.closest && at.closest('#search');
    if (find && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      var stops = [document.getElementById('search-q')].concat(Array.from(find.querySelectorAll('#search-found a')));
      var to = stops.indexOf(at) + (event.key === 'ArrowDown' ? 1 : -1);
      if (stops[to]) { event.preventDefault(); stops[to].focus(); }
      return;
    }
    var keys = document.getElementById('keys');
    if (!keys || keys.getAttribute('data-keys') === 'off' || event.ctrlKey || event.metaKey || event.altKey
        || at.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(at.tagName) || document.querySelector('dialog[open]')) { return; }
    var second = Date.now() - gone < 1500;
    gone = 0;
    if (second && PLACES[event.key]) {
      var link = document.querySelector('#side a[href="' + PLACES[event.key] + '"]');
      if (link) { event.preventDefault(); location.assign(PLACES[event.key]); }
    } else if (event.key === 'g') {
      gone = Date.now();
    } else if (event.key === '/') {
      var filter = document.querySelector('main input[name=q]');
      event.preventDefault();
      if (filter) { filter.focus(); } else { open('search'); }
    } else if (event.key === 'j' || event.key === 'k') {
      step(event.key === 'j' ? 1 : -1);
    } else if (event.key === '?') {
      event.preventDefault();
      open('keys');
    }
  });

  /* what is shown for a while only is read again when its time is over */
  document.querySelectorAll('[data-until]').forEach(function (part) {
    var left = new Date(part.getAttribute('data-until')).getTime() - Date.now();
    setTimeout(function () { location.reload(); }, Math.max(left, 0) + 1000);
  });

  /* the live stamp says when figures can no longer be fresh */
  function stamp(isLost) {
    var live = document.getElementById('live');
    var said = live && live.querySelector('[data-lost]');
    if (!said || live.classList.contains('lost') === isLost) { return; }
    live.classList.toggle('lost', isLost);
    if (isLost) { said.textContent = said.getAttribute('data-lost'); }
  }
  function lost() { stamp(true); }
  document.addEventListener('htmx:sendError', lost);
  document.addEventListener('htmx:responseError', lost);

  /* reads again what the page's news are about */
  function refresh() {
    document.querySelectorAll('[data-live]').forEach(function (part) { htmx.trigger(part, 'sse:changed'); });
  }

  /* The page's news. htmx listens to it; it rests while nobody looks, and a lost one is taken up again by and by. */
  var WAITS = [1, 2, 5, 15];
  function Stream(url) {
    var heard = [], source = null, tries = 0, timer = 0;
    function rest() {
      clearTimeout(timer);
      if (source) { source.close(); source = null; }
    }
    function open() {
      rest();
      if (document.hidden) { return; }
      source = new EventSource(url);
      heard.forEach(function (one) { source.addEventListener(one[0], one[1]); });
      source.onopen = function () { tries = 0; stamp(false); };
      source.onerror = function () {
        var refused = source.readyState === EventSource.CLOSED;
        rest();
        if (tries > 0) { lost(); }
        if (refused || tries >= WAITS.length) { refresh(); }
        timer = setTimeout(open, 1000 * (WAITS[tries] || 30));
        tries += 1;
      };
    }
    document.addEventListener('visibilitychange', function () {
      if (document.hidden) { rest(); return; }
      refresh();
      open();
    });
    window.addEventListener('pagehide', rest);
    this.addEventListener = function (name, listener) {
      heard.push([name, listener]);
      if (source) { source.addEventListener(name, listener); }
    };
    this.removeEventListener = function (name, listener) {
      heard = heard.filter(function (one) { return one[0] !== name || one[1] !== listener; });
      if (source) { source.removeEventListener(name, listener); }
    };
    this.close = rest;
    open();
  }
  if (window.htmx) { htmx.createEventSource = function (url) { return new Stream(url); }; }

  /* nothing changes under the reader's hands; whoever is signed out is asked to come in again */
  function inHand(part) {
    var at = document.activeElement;
    return part.querySelector('details.lt-danger[open]') !== null
      || (part.contains(at) && /^(INPUT|SELECT|TEXTAREA)$/.test(at.tagName));
  }
  document.addEventListener('htmx:oobBeforeSwap', function (event) {
    if (inHand(event.detail.target)) { event.detail.shouldSwap = false; }
  });
  document.addEventListener('htmx:beforeSwap', function (event) {
    var from = new URL(event.detail.xhr.responseURL || location.href);
    if (from.pathname === '/login') {
      event.detail.shouldSwap = false;
      location.assign('/login');
    }
  });
})();
