// Four times the file may take four times as long, not sixteen: reading, the model and all rules, whatever a file is made of.
// Counted in time of the processor.
import { describe } from 'node:test';
import { analyse } from '../support/analyse';
import { first, holds, lines, type Shapes } from '../support/linear';

/** Many lines. */
const LONG: Shapes = {
  'RUN, ENV and ARG in turn': (n) =>
    `FROM a:1\n${lines(n / 4, (i) => `ARG A${i}=x\nENV B${i}=$A${i}\nRUN apt-get install -y p${i}=$B${i}\nRUN echo $A${i} > /f${i}\n`)}`,
  RUN: (n) => `FROM a:1\n${lines(n, (i) => `RUN make t${i} && rm -rf /tmp/t${i}\n`)}`,
  'ENV with secrets': (n) => `FROM a:1\n${lines(n, (i) => `ENV A${i}_TOKEN=x${i}\n`)}`,
  'ENV, each with the one before': (n) => `FROM a:1\n${lines(n, (i) => `ENV A${i}=$A${i - 1}x\n`)}`,
  'ARG with secrets, each used': (n) => `FROM a:1\n${lines(n / 2, (i) => `ARG A${i}_TOKEN\nRUN echo $A${i}_TOKEN\n`)}`,
  'ARG passed on by ENV': (n) => `FROM a:1\n${lines(n / 2, (i) => `ARG A${i}_TOKEN\nENV A${i}_TOKEN=$A${i}_TOKEN\n`)}`,
  'global ARG, each used': (n) =>
    `${lines(n / 2, (i) => `ARG A${i}=b${i}\n`)}${lines(n / 2, (i) => `FROM i:$A${i}\n`)}`,
  'global ARG with secrets': (n) =>
    `${lines(n / 4, (i) => `ARG A${i}_TOKEN=x${i}\n`)}FROM a:1\n${lines(n / 4, (i) => `ARG A${i}_TOKEN\nRUN echo $A${i}_TOKEN\n`)}`,
  'the same ARG again and again': (n) => `FROM a:1\n${lines(n, (i) => `ARG A_TOKEN=v${i}\n`)}RUN echo $A_TOKEN\n`,
  'stages, each built on the one before': (n) =>
    `FROM node:1 AS s${first}\n${lines(n / 4, (i) => `FROM s${i} AS s${i + 1}\nENV A${i}=$A${i - 1}\nUSER u${i}\nRUN echo ${i}\n`)}`,
  'stages, each copying from the one before': (n) =>
    `FROM node:1 AS s${first}\n${lines(n / 4, (i, k) => `FROM node:${i} AS s${i + 1}\nCOPY --from=s${i} /a /b\nRUN --mount=from=${k},target=/x ls ${i}\nUSER app\n`)}`,
  'stages on images without a version': (n) => lines(n, (i) => `FROM node AS s${i}\n`),
  'stages on one': (n) => `FROM node:1 AS s\n${lines(n / 2, (i) => `FROM s AS s${i}\nRUN useradd u${i}\n`)}`,
  'stages with what they leave to the next': (n) =>
    `FROM node:1 AS s${first}\n${lines(n / 4, (i) => `ONBUILD ENV A${i}_TOKEN=x${i}\nONBUILD USER root\nONBUILD COPY --from=s${i} a b\nFROM s${i} AS s${i + 1}\n`)}`,
  comments: (n) =>
    `FROM a:1\n${lines(n / 2, (i) => `# hullwright ignore=secret-in-env: ${i}\nENV A${i}_TOKEN=x${i}\n`)}`,
  'instructions that BuildKit refuses': (n) => `FROM a:1\n${lines(n, (i) => `COPY --x${i} a b\n`)}`,
  'words of no instruction': (n) => `FROM a:1\n${lines(n, (i) => `x${i} y\n`)}`,
  'downloads, each run': (n) => `FROM a:1\n${lines(n, (i) => `RUN curl -of${i} https://a/${i};sh f${i}\n`)}`,
  'downloads of one name': (n) => `FROM a:1\n${lines(n, (i) => `RUN curl -o f https://a.b/${i} && sh f\n`)}`,
  'downloads, and patterns that mean all': (n) =>
    `FROM a:1\n${lines(n / 2, (i) => `RUN curl -O https://a.b/${i}.deb\n`)}${lines(n / 2, (i) => `RUN dpkg -i *.deb ${i}\n`)}`,
  'downloads, each renamed': (n) =>
    `FROM a:1\n${lines(n, (i) => `RUN curl -of${i} https://a/${i};mv f${i} f${i + 1}\n`)}`,
  'downloads, each verified': (n) =>
    `FROM a:1\n${lines(n / 2, (i) => `RUN curl -of${i} https://a/${i}\nRUN sha256sum -c f${i}.sha;sh f${i}\n`)}`,
  'scripts piped into shells': (n) => `FROM a:1\n${lines(n, (i) => `RUN curl https://a.b/${i} | sh\n`)}`,
  'ADD with addresses': (n) => `FROM a:1\n${lines(n, (i) => `ADD https://a.b/${i} /f${i}\n`)}`,
  'pipes without pipefail': (n) =>
    `FROM debian:12.11-slim\n${lines(n / 2, (i) => `RUN cat a${i} | sort\nRUN bash -c 'cat a${i} | sort'\n`)}`,
  'heredocs without errexit': (n) => `FROM a:1\n${lines(n / 4, (i) => `RUN <<E\na ${i}\nb\nE\n`)}`,
  'downloads in clear text, with weak digests': (n) =>
    `FROM a:1\n${lines(n / 3, (i) => `ADD http://a.b/${i} /\nRUN curl -O http://a.b/${i}\nRUN A=$(md5sum ${i} | cut -c1)\n`)}`,
  'packages by address': (n) => `FROM a:1\n${lines(n, (i) => `RUN pip install https://a.b/${i}.zip\n`)}`,
  'ADD of files': (n) => `FROM a:1\n${lines(n, (i) => `ADD a${i} /b/\n`)}`,
  heredocs: (n) => `FROM a:1\n${lines(n / 3, (i) => `RUN cat <<E > f${i}\n[trusted=yes]\nE\n`)}`,
  'files written, each a configuration': (n) =>
    `FROM a:1\n${lines(n / 3, (i) => `RUN echo 'strict-ssl=false' >> ~/.npmrc && cat ${i}\nCOPY <<E /etc/pip.conf\n[global]\nE\n`)}`,
  'COPY with modes and owners': (n) => `FROM a:1\n${lines(n, (i) => `COPY --chmod=777 --chown=a:b ./f${i} /g${i}/\n`)}`,
  'USER root': (n) => `FROM a:1\n${lines(n / 2, (i) => `USER root\nRUN useradd u${i}\n`)}`,
  SHELL: (n) =>
    `FROM a:1\n${lines(n / 4, (i) => `SHELL ["/bin/bash", "-c"]\nRUN a ${i}\nSHELL ["pwsh"]\nRUN b ${i}\n`)}`,
  WORKDIR: (n) => `FROM a:1\n${lines(n, (i) => `WORKDIR d${i}\n`)}RUN a\n`,
  VOLUME: (n) =>
    `FROM node:1\n${lines(n / 2, (i) => `VOLUME /data/d${i} /var/run/docker.sock\nRUN mkdir -p /srv/d${i}\n`)}`,
  EXPOSE: (n) => `FROM node:1\n${lines(n, (_, k) => `EXPOSE 22 ${k} ${k}-${k + 30}/tcp\n`)}`,
  ONBUILD: (n) =>
    `FROM a:1 AS b\n${lines(n / 2, (i) => `ONBUILD RUN sudo a ${i}\nONBUILD ENV A${i}_TOKEN=x${i}\n`)}FROM b\n`,
  'paths of credentials, folders and copies': (n) =>
    `FROM a:1\n${lines(n / 4, (i) => `WORKDIR d${i}\nENV GOOGLE_APPLICATION_CREDENTIALS=k${i}.json\nCOPY f${i} .\nCOPY k${i}.json x/\n`)}`,
  'arguments with paths of credentials': (n) =>
    `FROM a:1\n${lines(n / 4, (i) => `WORKDIR d${i}\nARG GOOGLE_APPLICATION_CREDENTIALS=k${i}.json\nCOPY f${i} .\nVOLUME /v${i}\n`)}`,
  'lines that are the same': (n) =>
    `FROM a:1\n${lines(n / 2, () => 'RUN curl https://a.b/c | tar x\nRUN curl https://a.b/c | sh\n')}`,
  'package managers, each with what it lacks': (n) =>
    `FROM a:1\n${lines(n / 6, (i) => `RUN apt-get update\nRUN apt install p${i}\nRUN pip install --extra-index-url https://a.b/${i} q${i}\nRUN npm install\nRUN git clone https://a.b/${i}.git\nRUN yum update\n`)}`,
  'stages with packages, each built on the one before': (n) =>
    `FROM node:1 AS s${first}\n${lines(n / 4, (i) => `FROM s${i} AS s${i + 1}\nCOPY yarn.lock a${i}\nRUN apt-get update && apt-get install a${i}; yarn; npm ci; bundle\nRUN wget a.b/${i}; curl a.b/${i}\n`)}`,
  'RUN with sudo': (n) => `FROM node:1\n${lines(n, (i) => `RUN sudo a ${i}\n`)}`,
  'CMD and HEALTHCHECK again and again': (n) =>
    `FROM a:1\n${lines(n / 2, (i) => `CMD node a${i}.js\nHEALTHCHECK CMD curl x${i}\n`)}`,
  'COPY behind USER': (n) =>
    `FROM a:1\nUSER app\n${lines(n / 2, (i) => `COPY a${i} b${i} c${i}\nCOPY --chown=app x${i}.sh /usr/y${i}\n`)}RUN chown app /x\n`,
  'COPY of everything': (n) =>
    `FROM a:1 AS s\nRUN a\n${lines(n / 2, (i) => `FROM a:1 AS s${i}\nCOPY --from=s / /x${i}\n`)}`,
  'users with groups': (n) =>
    `FROM debian:13\n${lines(n / 2, (i) => `RUN useradd -u 1234567 -p x -G g${i} u${i}\nUSER u${i}:u${i}\n`)}`,
  'one user in many groups': (n) => `FROM debian:13\n${lines(n, (i) => `RUN usermod -aG g${i} u\n`)}USER u:u\n`,
  'a user of many': (n) => `FROM debian:13\n${lines(n, (i) => `RUN useradd u${i}\n`)}USER u${first}\n`,
  'sudoers and shadow': (n) =>
    `FROM a:1\n${lines(n / 2, (i) => `RUN echo 'u${i} ALL=(ALL) NOPASSWD: ALL' >> /etc/sudoers\nRUN echo 'u${i}:x:1' >> /etc/shadow\n`)}`,
  'cd, MAINTAINER and broken JSON': (n) =>
    `FROM a:1\n${lines(n / 4, (i) => `RUN cd /a${i} && b\nMAINTAINER m${i}\nVOLUME ['a${i}']\nRUN service ssh start${i}\n`)}`,
  'ENV that debugs': (n) => `FROM a:1\n${lines(n / 2, (i) => `ENV A${i}_DEBUG=1\nENV DOCKER_HOST=tcp://a${i}:2375\n`)}`,
  'names in scratch': (n) => `FROM scratch\n${lines(n / 2, (i) => `COPY --chown=u${i} a b\nUSER u${i}\n`)}`,
  'files with secrets, copied and deleted': (n) =>
    `FROM a:1\n${lines(n / 2, (i) => `COPY .npmrc id_rsa a${i}/\nRUN npm ci ${i} && rm a${i}/.npmrc .env\n`)}`,
  'secret mounts that leak': (n) =>
    `FROM a:1\n${lines(n, (i) => `RUN --mount=type=secret,id=t,env=T,mode=0444 echo $T > f${i}\n`)}`,
  'one variable that a program reads': (n) =>
    `FROM a:1\n${lines(n / 2, (i) => `ARG NPM_TOKEN=x${i}\nRUN npm ci ${i}\n`)}ARG NPM_TOKEN\n${lines(n / 4, (i) => `RUN npm i ${i}\n`)}`,
  'addresses with credentials': (n) =>
    `FROM a:1\nARG PW\n${lines(n, (i) => `RUN git clone https://u:$PW@a.b/${i} && git clone git@a.b:${i}\n`)}`,
  'logins with and without a way back': (n) =>
    `FROM a:1\nARG PW\n${lines(n / 2, (i) => `RUN docker login -p $PW ${i}\nRUN docker logout ${i}\n`)}`,
  'SSH without checks': (n) =>
    `FROM a:1\n${lines(n, (i) => `RUN ssh -o StrictHostKeyChecking=no ${i} && ssh-keyscan ${i}\n`)}`,
  'keys that are made': (n) => `FROM a:1\n${lines(n, (i) => `RUN ssh-keygen -f /k${i}.key > ~/.ssh/k${i}\n`)}`,
  'the whole context': (n) => `FROM a:1\n${lines(n, (i) => `COPY . /a${i}\n`)}`,
  'secrets in values': (n) => `FROM a:1\n${lines(n, (i) => `RUN curl https://u:pa55w0rd${i}@a.b/\n`)}`,
};

/** Many parts of one instruction; a script has up to 64 KB. */
const WIDE: Shapes = {
  'a mounted secret, written again and again': (n) =>
    `FROM a:1\nRUN --mount=type=secret,id=t,env=T ${lines(n / 3, (i) => `echo $T > f${i}; cp /run/secrets/t g${i}; \\\n`)}b\n`,
  'keys written and deleted in a RUN': (n) =>
    `FROM a:1\nRUN ${lines(n / 3, (i) => `echo a > ~/.ssh/k${i}; rm h${i}; \\\n`)}b\n`,
  'secrets on the command lines of a RUN': (n) =>
    `FROM a:1\nARG PW\nRUN ${lines(n / 3, (i) => `docker login -p $PW h${i}; \\\n`)}b\n`,
  'secret mounts of one RUN': (n) =>
    `FROM a:1\nRUN ${lines(n, (i) => `--mount=type=secret,id=s${i},mode=0444 \\\n`)} cat /run/secrets/s${first}\n`,
  'secrets among the sources of a COPY': (n) =>
    `FROM a:1\nCOPY ${lines(n, (i) => `f${i}/.env \\\n`)} /g/\nRUN rm /g/.env\n`,
  'commands in a RUN': (n) => `FROM a:1\nRUN ${lines(n, (i) => `a ${i} && \\\n`)}b\n`,
  'commands in a heredoc': (n) => `FROM a:1\nRUN <<E\n${lines(n, (i) => `echo ${i} > f\n`)}E\n`,
  'downloads in a RUN, each run': (n) =>
    `FROM a:1\nRUN ${lines(n / 3, (i) => `curl -of${i} https://a.b/${i}; sh f${i}; \\\n`)}b\n`,
  'downloads in a heredoc, each run': (n) =>
    `FROM a:1\nRUN <<E\n${lines(n / 3, (i) => `curl -of${i} https://a.b/${i}\nsh f${i}\n`)}E\n`,
  'sources of one download': (n) => `FROM a:1\nRUN curl -k ${lines(n, (i) => `https://a/${i} `)} | sh\n`,
  'a pipe of shells': (n) => `FROM a:1\nRUN curl https://a.b/${first} ${lines(n, () => '| sh ')}\n`,
  'a pipe of unpackers': (n) => `FROM a:1\nRUN curl https://a.b/${first} ${lines(n, () => '| tar x ')}\n`,
  'pipes of what is verified': (n) => `FROM a:1\nRUN ${lines(n, (i) => `echo ${i} | `)} sha256sum -c\n`,
  'shells with pipes': (n) => `FROM a:1\nRUN ${lines(n / 2, (i) => `bash -c 'cat a${i} | sort'; `)}\n`,
  'pipes with settings': (n) => `FROM a:1\nRUN ${lines(n / 2, (i) => `set -o pipefail; cat a${i} | sort; `)}\n`,
  'pipes in words': (n) => `FROM a:1\nRUN ${lines(n / 2, (i) => `echo "$(cat a${i} | sort)"; `)}\n`,
  'digests kept in variables': (n) => `FROM a:1\nRUN ${lines(n / 2, (i) => `a${i}=$(md5sum f${i} | cut -c1); `)}\n`,
  'downloads through pipes': (n) =>
    `FROM a:1\nRUN ${lines(n / 3, (i) => `curl https://a.b/${i} | gunzip > f${i}; sh f${i}; `)}\n`,
  'scripts kept in variables': (n) =>
    `FROM a:1\nRUN ${lines(n / 3, (i) => `a${i}=$(curl https://a.b/${i}); echo "$a${i}" | sh; `)}\n`,
  groups: (n) => `FROM a:1\nRUN ${lines(n, (i) => `{ a; } > ${i}; `)}\n`,
  'groups of pipes': (n) => `FROM a:1\nRUN ${lines(n / 2, (i) => `{ a | b; } | c > f${i}; `)}\n`,
  'a group of commands, and redirects': (n) =>
    `FROM a:1\nRUN { ${lines(n / 2, (i) => `echo ${i}; `)} } ${lines(n / 2, (i) => `> f${i} `)}\n`,
  subshells: (n) => `FROM a:1\nRUN ${lines(n, (i) => `(a ${i}) | b; `)}\n`,
  substitutions: (n) => `FROM a:1\nRUN echo ${lines(n, (i) => `"$(a ${i})" `)}\n`,
  'nested scripts': (n) => `FROM a:1\nRUN ${lines(n, (i) => `sh -c a${i}; `)}\n`,
  'words of a command': (n) => `FROM a:1\nRUN apk add --allow-untrusted ${lines(n, (i) => `-t ${i} `)}\n`,
  packages: (n) => `FROM a:1\nRUN apt-get install -y --allow-unauthenticated ${lines(n, (i) => `p${i}=1 `)}\n`,
  'installations in a RUN': (n) =>
    `FROM a:1\nRUN ${lines(n / 4, (i) => `apt-get update; apt install p${i}; pip install q${i}; `)}\n`,
  'installations in a heredoc': (n) =>
    `FROM a:1\nRUN <<E\n${lines(n / 4, (i) => `apt-get update\nyarn add p${i}\ngit clone https://a.b/${i}\n`)}E\n`,
  'updates of several managers in a RUN': (n) =>
    `FROM a:1\nRUN ${lines(n / 4, (i) => `apt-get update; apk update; yum update; a ${i}; `)}\n`,
  'packages without a version': (n) => `FROM a:1\nRUN pip install ${lines(n, (i) => `p${i} `)}\n`,
  assignments: (n) => `FROM a:1\nRUN ${lines(n / 2, (i) => `a${i}=$a${i - 1}; `)} curl $a9/x | sh\n`,
  'redirects of one command': (n) => `FROM a:1\nRUN echo x ${lines(n, (i) => `> f${i} `)}\n`,
  'shell functions': (n) => `FROM a:1\nRUN ${lines(n / 2, (i) => `f${i}() { a; }; `)}\n`,
  'groups that read groups': (n) =>
    `FROM a:1\nRUN (${lines(n / 2, (i) => `echo ${i};`)}) | (${lines(n / 2, (i) => `tee f${i};sh;sha256sum -c;`)})\n`,
  'variables put together in a script': (n) =>
    `FROM a:1\nRUN ${['a', 'b', 'c', 'd', 'e'].map((name, j) => `${name}=${lines(n / 5, () => `$${'bcdef'[j]}`)};`).join('')} f=; curl https://a/$a${first} | sh\n`,
  'heredocs in one RUN': (n) => `FROM a:1\nRUN ${lines(n, (i) => `<<E${i} `)}\n${lines(n, (i) => `a\nE${i}\n`)}`,
  'heredocs of a COPY': (n) => `FROM a:1\nCOPY ${lines(n, (i) => `<<E${i} `)} /d/\n${lines(n, (i) => `a\nE${i}\n`)}`,
  'lines in a file written by a heredoc': (n) =>
    `FROM a:1\nCOPY <<E /etc/apt/sources.list\n${lines(n, (i) => `deb [trusted=yes] http://a.b/${i} x\n`)}E\n`,
  'sources of one COPY': (n) => `FROM a:1\nCOPY ${lines(n, (i) => `f${i} \\\n`)} /g/\n`,
  'sources of one ADD': (n) => `FROM a:1\nADD ${lines(n, (i) => `https://a.b/f${i} \\\n`)} /g/\n`,
  'variables of one ENV': (n) => `FROM a:1\nENV ${lines(n, (i) => `A${i}_TOKEN=x${i} \\\n`)} B=c\n`,
  'variables of one ENV, each with one of another': (n) =>
    `FROM a:1\nENV ${lines(n, (i) => `A${i}=x${i} \\\n`)} B=c\nENV ${lines(n, (i) => `B${i}=$A${i}x \\\n`)} B=c\n`,
  'variables of one ARG': (n) =>
    `FROM a:1\nARG ${lines(n, (i) => `A${i}_TOKEN=x${i} \\\n`)} B=c\nRUN echo $A${first}_TOKEN\n`,
  'variables of one global ARG': (n) =>
    `ARG ${lines(n, (i) => `A${i}_TOKEN=x${i} \\\n`)} B=c\nFROM a:1\nARG A${first}_TOKEN\nRUN echo $A${first}_TOKEN\n`,
  labels: (n) => `FROM a:1\nLABEL ${lines(n, (i) => `a${i}="b ${i}" \\\n`)} b=c\n`,
  'ports of one EXPOSE': (n) => `FROM a:1\nEXPOSE ${lines(n, (_, k) => `22 ${k}-${k + 30} \\\n`)} 1\n`,
  'mounts of one RUN': (n) => `FROM a:1\nRUN ${lines(n, (i) => `--mount=type=cache,target=/c${i} \\\n`)} a\n`,
  'words in JSON form': (n) => `FROM a:1\nCMD [${lines(n, (i) => `"a${i}",\\\n`)}"b"]\n`,
  'modes set': (n) => `FROM a:1\nRUN ${lines(n, (i) => `chmod 777 f${i};`)}\n`,
  'users made': (n) => `FROM a:1\nRUN ${lines(n, (i) => `useradd u${i}; `)}\nUSER root\n`,
  'passwords set': (n) => `FROM a:1\nRUN ${lines(n / 4, (i) => `useradd -p x u${i}; echo u${i}:$P | chpasswd; `)}\n`,
  'passwords set from one pipe': (n) => `FROM a:1\nRUN ${lines(n, (i) => `echo ${i} | `)} chpasswd\n`,
  'setuid bits': (n) => `FROM a:1\nRUN ${lines(n / 2, (i) => `chmod g+s f${i} /g${i};`)}\n`,
  'lines of a sudoers file': (n) =>
    `FROM a:1\nCOPY <<E /etc/sudoers\n${lines(n, (i) => `u${i} ALL=(ALL) NOPASSWD: ALL\n`)}E\n`,
  'cd in one RUN': (n) => `FROM a:1\nRUN ${lines(n, (i) => `cd /a${i}; `)}\n`,
  'broken JSON': (n) => `FROM a:1\nCMD [${lines(n, (i) => `'a${i}', \\\n`)}'b']\n`,
  'blanks in broken JSON': (n) => `FROM a:1\nCMD ['a'${' '.repeat(n)}x${first}\n`,
  'assignments of one ENV that debug': (n) =>
    `FROM a:1\nENV ${lines(n, (i) => `A${i}_DEBUG=1 DOCKER_HOST=tcp://a${i}:2375 \\\n`)} B=c\n`,
  sudo: (n) => `FROM a:1\nRUN ${lines(n, (i) => `sudo a ${i}; `)}\n`,
  wrappers: (n) => `FROM a:1\nRUN ${lines(n, () => 'exec ')} a${first}\n`,
  'variables put together': (n) => `FROM a:1\nENV A=x B=${lines(n, () => '$A')}${first}\nUSER $B\n`,
};

describe('20,000 lines', () => holds(LONG, 20_000, analyse));
describe('3,000 parts', () => holds(WIDE, 3_000, analyse));
