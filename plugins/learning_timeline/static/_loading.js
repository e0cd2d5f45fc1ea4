// @ts-check
// How a script brings another one that is needed later. The build puts this before each script that does so.

/**
 * Loads a script once, however often it is asked for; one that did not come is asked for again. What waits for it runs in a task of its
 * own, so that the page can answer in between.
 * @param {string} address
 * @returns {Promise<void>}
 */
function loaded(address) {
  const scripts = ((window.learningTimeline ??= /** @type {any} */ ({})).scripts ??= new Map());
  let loading = scripts.get(address);
  if (loading) return loading;
  loading = new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => setTimeout(resolve);
    script.onerror = () => {
      scripts.delete(address);
      script.remove();
      reject(new Error(`${address} could not be loaded`));
    };
    document.head.append(script);
  });
  scripts.set(address, loading);
  return loading;
}
