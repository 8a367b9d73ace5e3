import type { Text } from '../kernel/text.ts';

interface CommandHelp {
  readonly call: string;
  readonly summary: Text;
  readonly more?: Text;
}

/** Every command in the order in which `tanheng help` shows them. */
export const commands = {
  start: {
    call: 'tanheng start',
    summary: { zh: '启动服务器（Ctrl-C 停止）', en: 'Start the server (Ctrl-C stops it)' },
    more: {
      zh: '环境变量：TANHENG_HOST（127.0.0.1）、TANHENG_PORT（8765，0 为任选）、TANHENG_DATA、TANHENG_SECRET、TANHENG_DEMO（auto|on|off）、TANHENG_LOG_LEVEL、TANHENG_PUBLIC_URL、TANHENG_TRUST_PROXY、TANHENG_METRICS_TOKEN、TANHENG_DROP（投递文件夹）、DATABASE_URL（不设置时使用内置 PostgreSQL）。',
      en: 'Environment: TANHENG_HOST (127.0.0.1), TANHENG_PORT (8765; 0 takes a free one), TANHENG_DATA, TANHENG_SECRET, TANHENG_DEMO (auto|on|off), TANHENG_LOG_LEVEL, TANHENG_PUBLIC_URL, TANHENG_TRUST_PROXY, TANHENG_METRICS_TOKEN, TANHENG_DROP (drop folder), DATABASE_URL (embedded PostgreSQL when not set).',
    },
  },
  doctor: {
    call: 'tanheng doctor [--json]',
    summary: { zh: '检查环境、数据库、隔离与参考数据', en: 'Check environment, database, isolation and reference data' },
    more: { zh: '有错误时退出码为 1，仅有警告时为 0。', en: 'Exit code 1 when something is wrong, 0 with warnings only.' },
  },
  calc: {
    call: 'tanheng calc <name> [file.yaml|file.json|-] [--json|--yaml] · tanheng calc <name> --example · tanheng calc --list',
    summary: { zh: '运行一次计算，不保存任何数据', en: 'Run a calculation without storing anything' },
    more: {
      zh: '输入为 YAML 或 JSON，- 表示标准输入。输出结果、推导与提示。存在错误级提示时退出码仍为 0：提示不代替数值。',
      en: 'Input is YAML or JSON, - is standard input. Puts out result, derivation and findings. Findings of severity error keep exit code 0: a finding never replaces the number.',
    },
  },
  methods: {
    call: 'tanheng methods check [folder]',
    summary: { zh: '检查方法与规则表文件', en: 'Check method and rule-table files' },
    more: {
      zh: '默认检查本程序的 data/；也可指定结构相同的目录。有错误时退出码为 1。',
      en: "Checks this program's data/ or another folder of the same shape. Exit code 1 when there are errors.",
    },
  },
  backup: {
    call: 'tanheng backup <file.tar>',
    summary: { zh: '备份全部数据与证据到一个文件', en: 'Back up all data and evidence into one file' },
    more: {
      zh: '服务器可以继续运行；备份是同一时刻的数据。不含密钥文件 secret：请另行保管。',
      en: 'The server may go on running; the backup is of one instant. It does not hold the file "secret": keep that elsewhere.',
    },
  },
  restore: {
    call: 'tanheng restore <file.tar>',
    summary: { zh: '恢复到空数据库', en: 'Restore into an empty database' },
    more: {
      zh: '先校验全部散列，再写入；完成后核对行级安全与触发器。',
      en: 'Checks every hash first, then loads; checks row security and triggers afterwards.',
    },
  },
  pack: {
    call: 'tanheng pack <AU-0001|MR-0001> [--out folder] [--person ID] [--organization ID]',
    summary: { zh: '编制审核包或管理评审包（PDF、Word、数据）', en: 'Make the pack of an audit or a management review (PDF, docx, data)' },
    more: {
      zh: '冻结当前状态，进入包的清单，并把文件写入目录（默认当前目录）。--lang zh|en 决定包的语言。',
      en: 'Freezes how things stand, puts the pack on the list and writes its files into the folder (here when not said). --lang zh|en is the language of the pack.',
    },
  },
  witness: {
    call: 'tanheng witness new <folder> --name <name> · run <folder> [--log <address> --key <key>] [--every seconds] · trust <key> [--person ID] [--organization ID]',
    summary: { zh: '为签名日志作见证：核对并联署检查点', en: 'Witness a signed log: check and cosign its heads' },
    more: {
      zh: 'new 建立见证人并给出公钥；日志一方用 trust 登记该公钥；run 读取检查点，用日志自己的瓦片证明它延续上次所见，然后联署。--log 与 --key 只在第一次需要。分叉、回退或签名不符时拒绝，保存两个检查点作为证据，退出码 1；无法读取时退出码 2。--every 按秒重复，直到被拒绝或停止。',
      en: "new makes a witness and prints its key; the side of the log takes that key with trust; run reads the head, proves from the log's own tiles that it goes on from the last one seen, and cosigns. --log and --key are needed the first time only. A fork, a shorter log or a wrong signature is refused: both heads are kept as evidence, exit code 1; exit code 2 when the log cannot be read. --every repeats after so many seconds until it refuses or is stopped.",
    },
  },
  apikey: {
    call: 'tanheng apikey create <name> [--days N] [--person ID] [--organization ID] · list · revoke <id>',
    summary: { zh: '创建、列出、吊销 API 密钥', en: 'Create, list and revoke API keys' },
    more: {
      zh: '密钥只显示一次。未指定人员时使用该组织的第一位系统管理员。',
      en: 'A key is shown once. Without --person it belongs to the first administrator of the organization.',
    },
  },
} as const satisfies Record<string, CommandHelp>;

export type CommandName = keyof typeof commands;

export function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}

export function helpFor(name: CommandName): Text {
  const { call, summary, more } = commands[name];
  return { zh: `${call}\n  ${summary.zh}\n  ${more.zh}`, en: `${call}\n  ${summary.en}\n  ${more.en}` };
}

export function help(): Text {
  const list = (language: 'zh' | 'en') => Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(9)} ${summary[language]}`);
  return {
    zh: [
      '碳衡 Tanheng — 碳管理体系',
      '',
      '用法：tanheng <命令> [选项]',
      ...list('zh'),
      '',
      '选项：--lang zh|en、--help、--version',
      '详情：tanheng help <命令>',
    ].join('\n'),
    en: [
      'Tanheng 碳衡 — carbon management',
      '',
      'Usage: tanheng <command> [options]',
      ...list('en'),
      '',
      'Options: --lang zh|en, --help, --version',
      'More: tanheng help <command>',
    ].join('\n'),
  };
}
