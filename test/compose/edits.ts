// A Compose file with what pieces of it may share, and random edits of it.
import { pick } from '../support/random';

export const TEXT = `# a project
x-common: &common
  restart: always
  environment: &env
    A: "1"
    B: \${B:-2}
services:
  web:
    <<: *common
    image: nginx:\${TAG}
    ports:
      - "8080:80"
  # the database
  db:
    image: postgres
    environment: *env
    volumes: [data:/var/lib]
  worker:
    extends: web
    command: ["a", "b"]
    deploy:
      resources: {limits: {memory: 1g}}
  text:
    image: x
    command: |
      one
      two: three
volumes:
  data:
    driver: local
networks:
  front: {}
`;

/** What is typed in, and what breaks or moves pieces. */
const TYPED = [
  ...['\n', ' ', '  ', '#', ':', '"', "'", '[', '{', ']', '}', '- ', 'a', '&env ', '*env', '<<: *common\n', '|', '\t'],
  ...[
    'services:\n',
    '  new:\n    image: a\n',
    'x-b: 1\n',
    '---\n',
    '\r\n',
    '!reset ',
    '!override ',
    '    user: root\n',
  ],
];

/** One edit, of any kind. */
export function edited(text: string, random: () => number): string {
  const at = Math.floor(random() * (text.length + 1));
  const kind = random();
  if (kind < 0.5) return text.slice(0, at) + pick(random, TYPED) + text.slice(at);
  if (kind < 0.8) return text.slice(0, at) + text.slice(at + 1 + Math.floor(random() * 8));
  const lines = text.split('\n');
  const line = Math.floor(random() * lines.length);
  if (kind < 0.9) lines.splice(line, 1);
  else lines.splice(line, 0, pick(random, lines));
  return lines.join('\n');
}
