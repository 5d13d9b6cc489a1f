// Fits frames to the height they report, and lets a reader swap a picture for the live figure it came with.
(() => {
  const frames = () => document.querySelectorAll("iframe.emitted");

  addEventListener("message", (event) => {
    const height = event.data?.skylearnHeight;
    if (typeof height !== "number" || !Number.isFinite(height)) return;
    for (const frame of frames()) {
      if (frame.contentWindow === event.source)
        frame.style.height = `${Math.min(Math.ceil(height) + 2, 4000)}px`;
    }
  });

  for (const frame of frames()) {
    if (!frame.dataset.srcdoc) continue;
    const picture = frame.parentElement.querySelector("img");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "live";
    button.textContent = "Interactive";
    button.addEventListener("click", () => {
      if (!frame.srcdoc) frame.srcdoc = frame.dataset.srcdoc;
      const live = frame.hidden;
      frame.hidden = !live;
      picture.hidden = live;
      button.textContent = live ? "Picture" : "Interactive";
    });
    frame.parentElement.append(button);
  }
})();
