// Opens a page in a window of its own, lets the probes do there what the address says, one after the
// other, and sends home what each of them returns.

const SETTLED = 1000; // ms until a browser that has just been started is at rest

const { page, probes } = JSON.parse(decodeURIComponent(location.hash.slice(1)));

await new Promise((resolve) => setTimeout(resolve, SETTLED));
try {
  const opened = await openWindow(page);
  await addProbes(opened);
  for (const [name, ...given] of probes) {
    await send({ result: await opened[name](...given) });
  }
} catch (error) {
  await send({ error: `${page}: ${error}` });
}

function openWindow(address) {
  const opened = open(address);
  return new Promise((resolve) => {
    opened.addEventListener("DOMContentLoaded", () => resolve(opened));
  });
}

function addProbes({ document }) {
  const script = document.createElement("script");
  script.src = new URL("probes.js", location.href);
  return new Promise((resolve, reject) => {
    script.addEventListener("load", resolve);
    script.addEventListener("error", () => reject(new Error("probes.js was not loaded")));
    document.head.append(script);
  });
}

function send(report) {
  return fetch("report", { method: "POST", body: JSON.stringify(report) });
}
