// What generated Dockerfiles are made of: words that are right somewhere, and some that are right nowhere.

const words = (text: string): string[] => text.split(' ');

export const KEYWORDS = words(
  'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR',
);
/** Those with more to get wrong come up more often. */
export const DRAWN = [...KEYWORDS, ...words('RUN RUN RUN RUN COPY ADD HEALTHCHECK HEALTHCHECK HEALTHCHECK FROM')];
export const SWITCHES = words('link parents keep-git-dir unpack');
export const FLAGS = [
  ...SWITCHES,
  ...words('chown chmod from exclude checksum platform mount network security device'),
  ...words('interval timeout start-period start-interval retries'),
];
export const MOUNT_KEYS = words(
  'type from source target readonly id sharing required size mode uid gid src dst destination ro rw readwrite env',
);
export const WORDS = [
  ...words('a b alpine alpine:3.20 AS as aſ build Build-1.x_y 1st -x $V ${V} . / /app/ = =x k=v "" []'),
  ...words('["a","b"] ["a" ["a","<<-E"] <<EOF <<-EOF 3<<EOF <<E$ <<" <<${a <<E${a:-b} <<"a$" 80/tcp é ß 🐳'),
  ...words('CMD NONE none cmd Cmd ǆ ŉ ᾳ ﬁ SIGTERM'),
  'K="v w"',
  "K='v'",
  "''",
  '" "',
  '["a", 1]',
  '["", "<<EOF"]',
  '[" "]',
  '<<"E F"',
  "<<'a'$",
  '\\',
  '\u00a0',
  '\u0085',
  '\u2003',
  '\ud800',
  '\u0000',
  '\u200b',
  'x\ufffdy',
  'x'.repeat(60),
];
export const DURATIONS = [
  ...words('1s 30s 1m30s 1us 999us 1ms 0.5ms 1.5h -1s +2s 1x 1µs .s .5s 1.s 9223372036854775807ns'),
  ...words('9223372036854775808ns -9223372036854775808ns 9223372036854775808ns9223372036854775808ns'),
  ...words('9999999999h 2562047h47m16.854775807s 0.99999999999999999999999s 0.00000000000000000000001h'),
  ...words('00000000000000000000001s 1e3s "1s"'),
];
export const NUMBERS = [
  ...words('1 0 0 5 1x 3 -3 -0 +5 2147483647 2147483648 -2147483648 -2147483649 4294967296x 4294967295x'),
  ...words('99999999999999999999 1_0 0x5 755'),
];
export const VALUES = [
  ...DURATIONS,
  ...NUMBERS,
  ...words('true TRUE false yes t none host default Host insecure sandbox linux/amd64 $X é a=b'),
  '',
  'a\\"b',
  '\u00a01',
  'tab\tvalue',
];
export const MOUNT_VALUES = [
  ...words('bind cache tmpfs secret ssh Cache secert binds /x /a$b $ a$ ${X} true false T 2 shared private'),
  ...words('locked Locked share 0644 0800 999 4294967295 4294967296 -1 64m 1.5g 1.5gib 1kb 1kbb 1e3 1e999'),
  ...words('-1m -0b .5.5 . 7x'),
  '',
  '64 m',
  'inf ',
  'nan ',
  '10 TiB',
];
export const ODD = [
  ...words('à é † 🐳 $ " ` < << = , - -- # [ ] { } 0 x'),
  ' ',
  '\t',
  '\v',
  '\f',
  '\r',
  '\u0085',
  '\u00a0',
  '\u2028',
  '\ufeff',
  '\u0130',
  '\u0131',
  '\u017f',
  '\u212a',
  '\ud800',
  '\udc00',
  '\0',
  "'",
  '\\',
];
export const DEVICE_FIELDS = [
  'vendor.com/gpu=all',
  'vendor.com/gpu',
  'name=a',
  'NAME=b',
  'required',
  'Required=x',
  'required=true',
  'nam=x',
  '',
  'x',
];
