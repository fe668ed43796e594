// IP addresses in their usual forms.

export const isAddress = (text: string): boolean => isFour(text) || isSix(text);

const isFour = (text: string): boolean => {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^(?:0|[1-9][0-9]{0,2})$/.test(part) && Number(part) <= 255);
};

function isSix(text: string): boolean {
  const [head = '', tail, ...more] = text.split('::');
  if (more.length > 0) return false;
  const groups = [...groupsOf(head), ...groupsOf(tail ?? '')];
  const last = groups.at(-1) ?? '';
  const hasFour = last.includes('.');
  if (hasFour && !isFour(last)) return false;
  const plain = hasFour ? groups.slice(0, -1) : groups;
  if (!plain.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return false;
  const count = plain.length + (hasFour ? 2 : 0);
  return tail === undefined ? count === 8 : count <= 7;
}

const groupsOf = (text: string): string[] => (text === '' ? [] : text.split(':'));
