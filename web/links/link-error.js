// What is wrong with a link, in words for the reader.

export class LinkError extends Error {}
