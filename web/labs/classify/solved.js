// Which challenges the reader has solved, also on another day. Where storage is blocked, in a frame
// for instance, they are known as long as the page is open.

const KEY = "nnplay-solved";

export function createSolved() {
  const names = new Set(load());

  return {
    has: (name) => names.has(name),
    add(name) {
      names.add(name);
      save([...names]);
    },
  };
}

function load() {
  try {
    return localStorage.getItem(KEY)?.split(" ") ?? [];
  } catch {
    return [];
  }
}

function save(names) {
  try {
    localStorage.setItem(KEY, names.join(" "));
  } catch {
    // Nothing is lost but the memory of it.
  }
}
