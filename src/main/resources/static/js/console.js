/* The few things pages do by themselves. Everything works without this file; it only makes things quicker. */
(function () {
  'use strict';
  var root = document.documentElement;

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
      if (dialog && dialog.showModal) { event.preventDefault(); dialog.showModal(); }
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

  /* the live stamp says when figures can no longer be fresh */
  function lost() {
    var live = document.getElementById('live');
    if (live) { live.classList.add('lost'); live.textContent = document.body.getAttribute('data-refreshing'); }
  }
  document.addEventListener('htmx:sendError', lost);
  document.addEventListener('htmx:responseError', lost);
  /* a hidden page asks for nothing */
  document.addEventListener('htmx:beforeRequest', function (event) {
    if (document.hidden && event.detail.elt.hasAttribute('data-live')) { event.preventDefault(); }
  });
})();
