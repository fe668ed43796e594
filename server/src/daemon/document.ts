// A daemon.json that is being edited: short enough to be read again as a whole.
import { ReadText } from '../text/read-text';
import { type DaemonFile, readDaemon } from './model';

export class DaemonDocument extends ReadText<DaemonFile> {
  readonly kind = 'daemon';

  constructor(text: string) {
    super(text, readDaemon);
  }

  get daemon(): DaemonFile {
    return this.file;
  }
}
