// Passwords of accounts, as they are given to the programs that set them.
import type { Shape } from './secret';
import { secret } from './shapes';

/** How far before a program stands what is piped into it. */
const BEFORE = 240;
const SAID = String.raw`(?:^|[\s;&|({"'])(?:echo|printf)\s+(?:-[a-zA-Z]{1,3}\s+)?`;
const PIPED = String.raw`(?:\\n)?\2?\s{0,9}\|\s{0,9}(?:sudo\s+)?(?:/usr/sbin/|/usr/bin/)?$`;
const LITERAL = String.raw`[^\s"'$\x60\\|<>;&(){}]{1,128}`;
const NAME_AND_PASSWORD = new RegExp(`${SAID}((["']?)[a-z_][\\w.-]{0,31}:)(${LITERAL})${PIPED}`, 'd');
const PASSWORD_ALONE = new RegExp(`${SAID}((["']?))(${LITERAL})${PIPED}`, 'd');
const HERE_STRING =
  /^chpasswd(?:\s+-[a-zA-Z]{1,2})?\s{0,3}<<<\s{0,3}((["']?)[a-z_][\w.-]{0,31}:)([^\s"'$`\\|<>;&(){}]{1,128})/d;

/** `echo 'root:…' | chpasswd`. What is written there is the password, however simple: none of it stands for another. */
export const accountPasswords: Shape = {
  words: ['chpasswd', 'passwd --stdin'],
  at(text, word, from) {
    const start = Math.max(from, word - BEFORE);
    const before = text.slice(start, word);
    const isPair = text.startsWith('chpasswd', word);
    const piped = (isPair ? NAME_AND_PASSWORD : PASSWORD_ALONE).exec(before)?.indices?.[3];
    const given = HERE_STRING.exec(text.slice(word, word + BEFORE))?.indices?.[3];
    const [place, base] = piped ? [piped, start] : [given, word];
    if (!place) return undefined;
    const description = 'the password of an account';
    return {
      secret: secret(base + place[0], base + place[1], 'account-password', description, false),
      next: Math.max(word + 1, base + place[1]),
    };
  },
};
