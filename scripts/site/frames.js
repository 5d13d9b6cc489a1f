// Fits frames to the height they report, and lets a reader swap a picture for the live figure it came with.
(() => {
  const frames = [...document.querySelectorAll("iframe.emitted")];
  const loading = new Map();
  const parts = new Map();
  globalThis.skylearnLivePart = (name, content) => parts.set(name, content);

  addEventListener("message", (event) => {
    const height = event.data?.skylearnHeight;
    if (typeof height !== "number" || !Number.isFinite(height)) return;
    const frame = frames.find((candidate) => candidate.contentWindow === event.source);
    if (frame) frame.style.height = `${Math.min(Math.ceil(height) + 2, 4000)}px`;
  });

  function load(address) {
    if (!loading.has(address)) {
      loading.set(
        address,
        new Promise((resolve, reject) => {
          const script = document.createElement("script");
          script.src = address;
          script.onload = () => resolve(parts.get(address.match(/([^/]+)\.js$/)[1]));
          script.onerror = () => reject(new Error(`${address} is missing`));
          document.head.append(script);
        }),
      );
    }
    return loading.get(address);
  }

  for (const frame of frames) {
    if (!frame.dataset.parts) continue;
    const picture = frame.parentElement.querySelector("img");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "live";
    button.textContent = "Interactive";
    button.addEventListener("click", async () => {
      if (!frame.srcdoc) {
        const contents = await Promise.all(frame.dataset.parts.split(" ").map(load));
        frame.srcdoc = frame.dataset.shell + contents.join("");
      }
      const live = frame.hidden;
      frame.hidden = !live;
      picture.hidden = live;
      button.textContent = live ? "Picture" : "Interactive";
    });
    frame.parentElement.append(button);
  }
})();
