import { hash, verify } from '@node-rs/argon2';
import { Refusal } from '../../../kernel/refusal.ts';

/** Argon2id with 19 MiB, two passes, one lane (OWASP's first choice); a 16-byte salt of its own in each hash. */
const cost = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), cost);
}

export async function isPassword(passwordHash: string, password: string): Promise<boolean> {
  try {
    return await verify(passwordHash, password.normalize('NFKC'));
  } catch {
    return false; // not a hash of ours
  }
}

/** Words at the head of every list of leaked passwords, and of this product's surroundings. */
const words = new Set(
  `password passwort passwd pass admin administrator root user login guest test tester testing welcome hello letmein secret changeme change default
  master superman batman spiderman pokemon naruto dragon monkey shadow sunshine princess football baseball basketball soccer hockey iloveyou ilove
  loveyou love lovely flower summer winter spring autumn january february march april may june july august september october november december
  monday tuesday wednesday thursday friday saturday sunday michael jordan jennifer jessica ashley daniel thomas andrew joshua robert matthew charlie
  michelle nicole hunter killer trustno whatever freedom ginger pepper cheese cookie computer internet google facebook twitter microsoft windows
  samsung apple iphone android linux ubuntu oracle mysql postgres database server system service manager company business office money starwars
  matrix ninja mustang ferrari porsche mercedes yamaha honda toyota corvette harley chelsea liverpool arsenal barcelona madrid juventus asshole
  fuckyou fuck qwerty qwertyuiop qwertz azerty asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc wsxedc qweasd qweasdzxc qweqwe asdasd zxczxc abcabc
  abcdef abcdefg abcdefgh abcd abc aaa zzz xxx access phoenix tigger buster george maggie banana orange purple yellow silver golden diamond angel
  angels forever friends family mother father brother sister babygirl baby lovers happy lucky success jesus christ heaven peace power energy carbon
  climate emission emissions green tanheng tanpaifang tanzichan shuangtan tanzhonghe tandafeng woaini woaizhongguo woaiwo zhongguo beijing shanghai
  guangzhou shenzhen nanjing wuhan chengdu chongqing tianjin hangzhou xian china nihao xiaoming wang zhang zhao chen yang huang wangwei zhangwei
  liwei lijing wangfang liuyang aini aiwo baobao laopo laogong mima guanliyuan yonghu ceshi dianchang fadian huadian huaneng datang guodian guojia
  temp temporary demo sample example public private student teacher school college university soldier marine police doctor nurse engineer
  passw0rd p4ssw0rd pa55word p455w0rd adm1n r00t w3lcome h3llo l3tm31n s3cret`.split(/\s+/),
);

const rows = [
  '1234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'abcdefghijklmnopqrstuvwxyz',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  '1q2w3e4r5t6y7u8i9o0p',
  'qazwsxedcrfvtgb',
];
const leet: Readonly<Record<string, string>> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i' };

function isRun(text: string): boolean {
  const backwards = [...text].reverse().join('');
  return rows.some((row) => [text, backwards].some((t) => (row + row).includes(t)));
}

/** Nothing but runs of three and more in a row: qwer1234, zaq12wsx. */
function isRuns(text: string): boolean {
  const reached = new Set([0]); // ends of what is runs only
  for (let end = 3; end <= text.length; end += 1) {
    for (const start of reached) {
      if (end - start >= 3 && isRun(text.slice(start, end))) {
        reached.add(end);
        break;
      }
    }
  }
  return reached.has(text.length);
}

/** Pieces of a keyboard row, an alphabet, a repetition or digits only: what is tried first. */
function isPattern(text: string): boolean {
  if (new Set(text).size <= 3) return true;
  if (/^(.{1,6})\1+$/.test(text)) return true;
  if (/^\d{8,11}$/.test(text)) return true; // dates, telephone numbers
  return isRuns(text.slice(0, 32));
}

/** Whether a password is among the common ones: a common word or pattern, however it is spelt with digits and marks around it. */
export function isCommon(password: string): boolean {
  const lower = password.normalize('NFKC').toLowerCase();
  if (isPattern(lower)) return true;
  const core = lower.replace(/^[^a-z]+|[^a-z]+$/g, '');
  const plain = [...lower.replace(/[^a-z]*$/, '')].map((c) => leet[c] ?? c).join('');
  const rest = lower.length - core.length;
  const unleet = plain.replace(/[^a-z]/g, '');
  const doubled = /^([a-z]+)\1$/.exec(core)?.[1] ?? core;
  const common = [core, unleet, doubled].some((word) => words.has(word) || (word.length >= 6 && isRun(word)));
  // Six or more further characters around a common word are no longer found in the first thousands of guesses unless they are a pattern themselves.
  const around = lower.replace(core, '');
  return common && (rest < 6 || isPattern(around));
}

/** Refuses what would be guessed; asks for no mixture of characters. */
export function requireGoodPassword(password: string): void {
  const length = [...password].length;
  if (length < 8 || length > 128) throw new Refusal('weak_password');
  if (isCommon(password)) {
    throw new Refusal('weak_password', {
      detail: {
        zh: '这是常见的密码，会最先被猜到。请换一个；几个不相干的词连在一起就很好。',
        en: 'This is a common password and would be guessed first. Choose another; a few unrelated words in a row do well.',
      },
    });
  }
}
