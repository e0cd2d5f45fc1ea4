// A strip across the top of the page: a drag on it moves the begin of the window that the page shows, as the timeline's handle does.
"use strict";

{
  const strip = document.createElement("div");
  strip.id = "handle";
  strip.style.cssText = "position: fixed; z-index: 9; inset: 0 0 auto; height: 40px; background: #ccc; touch-action: none";
  document.body.append(strip);
  const [begin, end] = window.span;
  strip.addEventListener("pointerdown", (down) => strip.setPointerCapture(down.pointerId));
  strip.addEventListener("pointermove", (move) => {
    if (move.buttons) window.showWindow(begin + (move.clientX / innerWidth) * (end - begin), end);
  });
}
