// `npm run package`: writes hullwright.vsix and says what is in it; with `-- FILE` there.
import { statSync } from 'node:fs';
import { createVSIX, listFiles, PackageManager } from '@vscode/vsce';

const packagePath = process.argv[2] ?? 'hullwright.vsix';
const kilobytes = (/** @type {string} */ file) => `${Math.ceil(statSync(file).size / 1024)} KB`;

// It builds first: vsce runs `vscode:prepublish`. The bundles hold our dependencies.
await createVSIX({ packagePath, dependencies: false });
const files = await listFiles({ packageManager: PackageManager.None });
console.log(`\n${packagePath}: ${files.length} files, ${kilobytes(packagePath)}`);
for (const file of files.sort()) console.log(`  ${file}  ${kilobytes(file)}`);
