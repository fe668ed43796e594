// The script of the server's worker: the files that Node would load, and a `require` that knows no others. A worker has no files,
// and is refused the address of an extension; its bytes it is not.

/** `read` answers the bytes of a file in the folder of the build. */
export async function workerScript(read: (name: string) => PromiseLike<Uint8Array>): Promise<Blob> {
  const names = ['rule-docs.json', 'engine.cjs', 'server.browser.js'];
  const [docs = '', engine = '', server = ''] = (await Promise.all(names.map(read))).map((bytes) =>
    Uint8Array.from(bytes),
  );
  const parts = [
    ...["(() => {\nconst files = { './rule-docs.json': ", docs, ' };\n'],
    'const require = (name) => files[name];\n',
    // Called at once: V8 reads twice what it puts aside.
    ...['((module) => {', engine, "\nfiles['./engine.cjs'] = module.exports;\n})({});\n"],
    ...[server, '})();\n'],
  ];
  return new Blob(parts, { type: 'text/javascript' });
}
