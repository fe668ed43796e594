// Starts the command line tool with the code that the build kept of it.
import { KeptBundles, MAIN } from './kept-code';

new KeptBundles(__dirname, require).load(MAIN);
