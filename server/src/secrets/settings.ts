// The first secret among the settings of a text that is a configuration: `password = X`, `"token": "X"`.
import { worthOf } from './weak';

export interface SecretSetting {
  readonly kind: 'setting';
  readonly description: string;
}

const SETTING =
  /(?:^|[\s{,;])["']?([A-Za-z][\w.-]{1,60})["']?[ \t]{0,9}[:=][ \t]{0,9}["']?([^\s"',;{}()[\]\ufffc]{5,200})(?=["',;}\s]|$)/g;

/** Values need a figure, or to be what everyone tries first: a word may be anything here. */
export function settingIn(text: string): SecretSetting | undefined {
  for (const [, name = '', value = ''] of text.matchAll(SETTING)) {
    const worth = value.includes('$') ? undefined : worthOf(name, value);
    if (worth === 'weak' || (worth === 'secret' && /\d/.test(value) && !/^[\d.]+\w?$/.test(value)))
      return { kind: 'setting', description: `the value of '${name}'` };
  }
  return undefined;
}
