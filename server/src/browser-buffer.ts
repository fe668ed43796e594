// As much of Node's Buffer as dockerfile-ast asks for, put into the browser's bundle in its place.

export const Buffer = { from: (text: string): Uint8Array => new TextEncoder().encode(text) };
