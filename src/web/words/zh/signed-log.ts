export const signedLog = {
  title: '签名日志',
  text: '全部操作按序号组成一棵散列树，树根由本安装的密钥签名，公开在 /log。知道公钥的任何人都能证明一条操作在其中，也能发现历史被改写。',
  signedAt: '最近签名',
  size: '已签名条数',
  root: '树根',
  none: '尚未签名',
  key: '日志公钥',
  keyText: '交给见证人和核查方；请同时通过电话、合同等另一途径告知。',
  copyKey: '复制公钥',
  witnesses: '见证人',
  looked: '{{n}} / {{of}} 位见证人已联署最近的检查点',
  noWitness:
    '还没有见证人。请合作方（核查机构、交易所、主管部门）运行 tanheng witness，把给出的公钥登记在这里：此后日志若被改写，不只我们自己知道。',
  trust: '登记见证人',
  trustIntro: '粘贴合作方执行 tanheng witness new 得到的一行。请通过另一途径核对；登记后不能更改。',
  trustKey: '见证人公钥',
  trusted: '已登记见证人 {{name}}',
  name: '名称',
  trustedAt: '登记时间',
  last: '最近联署',
  never: '尚未联署',
  ofSize: '{{size}} 条',
  refused: '日志已停止签名',
  refusal: {
    log_shorter_than_signed:
      '数据库只有 {{found}} 条，而已签名 {{signed}} 条：可能恢复了旧备份，或末尾被删去。请找出更新的数据库；在此之前照常工作，但不再签名。',
    log_differs_from_signed:
      '已签名的 {{signed}} 条中有记录与签名时不同，第一条是 {{first}}。请与 /log 下的瓦片和备份比较；在此之前不再签名。',
    signed_elsewhere: '数据库由另一个密钥签名（{{origin}}）。请在保存该密钥的数据目录中运行唯一的签名者。',
  },
  unknown: '未知',
};
