// What the page and the worker say to each other. Both sides import this file, so that a
// failure, for instance, looks the same whoever noticed it.

/**
 * A failure that crossed the worker boundary, or stands for one.
 * is_rejection: Python refused the request, and everything is as it was before. position: the
 * character of a formula, counted from 0, that is to blame; line: that of a text, from 1.
 */
export class EngineError extends Error {
  constructor({ name, message, traceback = "", is_rejection = false, position, line }) {
    super(message);
    Object.assign(this, { name, traceback, is_rejection, position, line });
  }
}

export function isError(reply) {
  return reply.type === "error";
}

export function isProgress(message) {
  return message.type === "progress";
}

/** The one reply to a request that could not be answered. */
export function errorReply({ id, run }, error) {
  const { name, message, traceback = error.stack ?? "" } = error;
  return { id, run, type: "error", name, message, traceback };
}

/** The buffers of all arrays in a reply: they are moved to the page rather than copied. */
export function buffersOf(value, buffers = new Set()) {
  if (ArrayBuffer.isView(value)) {
    buffers.add(value.buffer);
  } else if (typeof value === "object") {
    Object.values(value).forEach((part) => buffersOf(part, buffers));
  }
  return buffers;
}
