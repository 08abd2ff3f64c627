// Hands a file to the reader.

const LIFETIME = 60_000; // ms: iPhones ask whether to download it, and read it only then

export function offer(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), LIFETIME);
}
