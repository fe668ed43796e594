// Scripts and units that are being edited: read as a whole, when they are asked for.
import { readScript, type ScriptFile } from '../script/model';
import { readUnit, type UnitFile } from '../script/unit';
import { ReadText } from '../text/read-text';

export class OpenScript extends ReadText<ScriptFile> {
  readonly kind = 'script';

  constructor(uri: string, text: string) {
    super(text, (read) => readScript(uri.slice(uri.lastIndexOf('/') + 1), read));
  }

  get script(): ScriptFile {
    return this.file;
  }
}

export class OpenUnit extends ReadText<UnitFile> {
  readonly kind = 'unit';

  constructor(text: string) {
    super(text, readUnit);
  }

  get unit(): UnitFile {
    return this.file;
  }
}
