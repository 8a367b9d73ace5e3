import type { RefusalCode } from '../kernel/refusal.ts';
import type { Text } from '../kernel/text.ts';

/** How a refusal is answered: HTTP status, short title, and what happened with what to do. `{name}` is filled from the refusal's values. */
export interface RefusalAnswer {
  readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 503;
  readonly title: Text;
  readonly detail: Text;
}

const answer = (status: RefusalAnswer['status'], zh: [string, string], en: [string, string]): RefusalAnswer => ({
  status,
  title: { zh: zh[0], en: en[0] },
  detail: { zh: zh[1], en: en[1] },
});

/** Complete by type: a code without wording does not compile. */
export const refusals: Readonly<Record<RefusalCode, RefusalAnswer>> = {
  invalid_input: answer(
    422,
    ['输入有误', '请按各处所指修改后再提交。'],
    ['Input not accepted', 'Correct the places named below and submit again.'],
  ),
  not_signed_in: answer(
    401,
    ['未登录', '会话不存在或已结束，请重新登录。'],
    ['Not signed in', 'There is no session or it has ended; sign in again.'],
  ),
  wrong_credentials: answer(
    401,
    ['登录失败', '邮箱或密码不正确，请检查后重试。'],
    ['Sign-in failed', 'The e-mail or the password is not right; check both and try again.'],
  ),
  not_permitted: answer(
    403,
    ['没有权限', '您的角色不能进行此操作；需要时请联系系统管理员。'],
    ['Not permitted', 'Your roles do not allow this here; ask an administrator if you need it.'],
  ),
  request_refused: answer(
    403,
    ['请求被拒绝', '请求不是由本产品的页面发出。接口调用须带请求头 X-Tanheng: 1，并来自同一站点。'],
    ['Request refused', 'It did not come from a page of this product. Calls need the header X-Tanheng: 1 and the same origin.'],
  ),
  not_found: answer(
    404,
    ['未找到', '所指的对象不存在，或不属于您的组织。'],
    ['Not found', 'There is no such object in your organization.'],
  ),
  already_exists: answer(
    409,
    ['已存在', '同样的对象已经存在，请使用它或换一个名称、编码。'],
    ['Already exists', 'There is already one like this; use it, or choose another name or code.'],
  ),
  conflict: answer(
    409,
    ['内容已变化', '在您打开之后内容已被修改，请刷新后再试。'],
    ['Changed in the meantime', 'It was changed after you opened it; reload and try again.'],
  ),
  month_not_open: answer(
    409,
    ['该月不可录入', '该月已提交、批准或锁定；需要修改时请先退回或重新打开。'],
    ['The month is not open', 'It was submitted, approved or locked; have it returned or reopened before changing data.'],
  ),
  wrong_state: answer(
    409,
    ['当前状态不允许', '对象的当前状态不允许此操作；请先查看它走到了哪一步。'],
    ['Not in this state', 'The present state does not allow this step; see first where it stands.'],
  ),
  same_person_enters_and_reviews: answer(
    409,
    ['录入人不能审核', '审核须由未录入该月数据的人进行。'],
    ['Who entered may not review', 'The review needs a person who entered none of this month’s data.'],
  ),
  same_person_enters_and_approves: answer(
    409,
    ['录入人不能批准', '批准须由未录入该月数据的人进行。'],
    ['Who entered may not approve', 'The approval needs a person who entered none of this month’s data.'],
  ),
  same_person_reviews_and_approves: answer(
    409,
    ['审核人不能批准', '审核与批准须由两个人进行。'],
    ['Who reviewed may not approve', 'Review and approval need two people.'],
  ),
  same_person_enters_and_confirms: answer(
    409,
    ['录入人不能确认', '确认须由录入人以外的人进行。'],
    ['Who entered may not confirm', 'The confirmation needs a person other than the one who entered it.'],
  ),
  same_person_drafts_and_reviews: answer(
    409,
    ['起草人不能审核', '审核须由未参与起草的人进行。'],
    ['Who drafted may not review', 'The review needs a person who wrote nothing of the draft.'],
  ),
  same_person_drafts_and_approves: answer(
    409,
    ['起草人不能批准', '批准须由未参与起草的人进行。'],
    ['Who drafted may not approve', 'The approval needs a person who wrote nothing of the draft.'],
  ),
  study_has_errors: answer(
    409,
    ['碳足迹研究仍有错误', '请先改正列出的错误和规则集要求，再审核或批准。'],
    ['The footprint study has errors', 'Correct the errors listed, and what the rule set asks for, before review and approval.'],
  ),
  plan_has_errors: answer(
    409,
    ['方案仍有错误', '请先改正列出的错误，再审核或批准。'],
    ['The plan has errors', 'Correct the errors listed before review and approval.'],
  ),
  month_has_errors: answer(
    409,
    ['该月仍有错误', '请先改正列出的错误再提交。'],
    ['The month has errors', 'Correct the errors listed before submitting.'],
  ),
  warning_needs_reason: answer(
    409,
    ['警告需要说明', '请对列出的每条警告写明理由。'],
    ['A warning needs a reason', 'Give a reason for each warning listed.'],
  ),
  reason_required: answer(
    422,
    ['需要理由', '请写明理由，它会保存在历史记录中。'],
    ['A reason is required', 'Give a reason; it is kept in the history.'],
  ),
  unknown_method: answer(
    422,
    ['没有这种方法', '所指的核算方法不在因子与方法库中，请从清单中选择。'],
    ['Unknown method', 'The library has no such accounting method; choose one from the list.'],
  ),
  unknown_calculation: answer(
    404,
    ['没有这种计算', '可用的计算见 GET /api/v1/calculations。'],
    ['Unknown calculation', 'See GET /api/v1/calculations for those that can be run.'],
  ),
  unit_mismatch: answer(
    422,
    ['单位不符', '所给单位不能换算为所需的单位，请检查。'],
    ['Units do not fit', 'The unit given cannot be converted to the one needed; check it.'],
  ),
  factor_not_approved: answer(
    409,
    ['因子未批准', '自有因子须先批准才能使用。'],
    ['Factor not approved', 'An own factor has to be approved before it is used.'],
  ),
  same_person_proposes_and_approves: answer(
    409,
    ['提出人不能批准', '批准须由提出人以外的人进行。'],
    ['Who proposed may not approve', 'The approval needs a person other than the one who proposed.'],
  ),
  file_too_large: answer(
    413,
    ['文件过大', '文件超过上限，请压缩或分拆后再上传。'],
    ['File too large', 'The file is above the limit; compress or split it.'],
  ),
  file_type_refused: answer(
    415,
    ['不接受这种文件', '请上传 PDF、Excel、Word、CSV、文本或图片；不接受宏、加密文件和压缩包中的压缩包。'],
    ['File type not accepted', 'Upload PDF, Excel, Word, CSV, text or images; no macros, encrypted files or archives within archives.'],
  ),
  file_damaged: answer(
    422,
    ['文件已损坏', '文件内容与其类型或校验值不符，请重新获取原文件。'],
    ['File damaged', 'The content does not fit its type or its checksum; get the original again.'],
  ),
  quota_exceeded: answer(
    413,
    ['存储额度已满', '本组织的存储额度已用完，请联系系统管理员。'],
    ['Storage quota used up', 'The storage of this organization is used up; ask an administrator.'],
  ),
  request_too_large: answer(
    413,
    ['请求过大', '请求体超过此接口的上限，请分批提交。'],
    ['Request too large', 'The body is above the limit of this address; submit in parts.'],
  ),
  unsupported_media_type: answer(
    415,
    ['内容类型不符', '此接口接受的 Content-Type 见接口文档，一般为 application/json。'],
    ['Content type not accepted', 'See the API document for the Content-Type of this address, in general application/json.'],
  ),
  too_many_requests: answer(429, ['请求过于频繁', '请在 {seconds} 秒后再试。'], ['Too many requests', 'Try again in {seconds} seconds.']),
  job_not_cancellable: answer(
    409,
    ['任务已结束', '任务已经结束，不能取消。'],
    ['The job has ended', 'It has already ended and cannot be cancelled.'],
  ),
  job_not_resumable: answer(
    409,
    ['任务不能继续', '只有中断或失败的任务可以继续。'],
    ['The job cannot be resumed', 'Only an interrupted or failed job can be resumed.'],
  ),
  already_running: answer(
    409,
    ['任务已在运行', '同样的任务正在运行，请等它结束。'],
    ['Already running', 'The same job is running; wait until it ends.'],
  ),
  setup_already_done: answer(
    409,
    ['已完成初始设置', '本系统已有组织，请直接登录。'],
    ['Already set up', 'This installation has an organization; sign in instead.'],
  ),
  setup_code_wrong: answer(
    403,
    ['设置链接无效', '链接不正确、已使用或已过期；重新启动服务会给出新的链接。'],
    ['Set-up link not valid', 'It is wrong, used or expired; starting the server again prints a new one.'],
  ),
  invitation_code_wrong: answer(
    403,
    ['邀请链接无效', '链接不正确、已使用或已过期；请让系统管理员重新邀请。'],
    ['Invitation not valid', 'It is wrong, used or expired; ask an administrator for a new one.'],
  ),
  weak_password: answer(
    422,
    ['密码太弱', '请用至少 8 个字符，且不是常见的密码；越长越好。'],
    ['Password too weak', 'Use at least 8 characters and not a common password; the longer the better.'],
  ),
  demo_not_available: answer(
    404,
    ['没有演示企业', '演示企业未启用或已移除。'],
    ['No demonstration', 'The demonstration enterprise is not switched on or was removed.'],
  ),
  database_unavailable: answer(
    503,
    ['数据库暂不可用', '没有保存任何内容，请稍后再试。'],
    ['Database unavailable', 'Nothing was saved; try again in a moment.'],
  ),
  units_insufficient: answer(
    409,
    ['单位不足', '{held} 可用 {available}，少于所需的 {wanted}。请减少数量，或先买入、划转、解除占用。'],
    [
      'Not enough units',
      '{available} of {held} are available, fewer than the {wanted} wanted. Take fewer, or buy, transfer or release first.',
    ],
  ),
  units_not_there: answer(
    409,
    ['序列号不在该账户', '所指的序列号不在转出账户，或数量与序列号不符。请按对账单核对序列号。'],
    [
      'Serial numbers not there',
      'The account does not hold these serial numbers, or their number differs from the quantity. Compare them with the statement.',
    ],
  ),
  units_known_already: answer(
    409,
    ['序列号已登记', '这些序列号已有登记，同一单位只能登记一次。请核对注册登记机构的对账单。'],
    [
      'Serial numbers known already',
      'These serial numbers are registered already; a unit is registered once only. Compare with the statement of the registry.',
    ],
  ),
  energy_claimed_already: answer(
    409,
    ['电量已被使用', '这些兆瓦时已用于另一项主张；每兆瓦时只能支持一项（绿证、CCER、绿电合同之一）。请改用其他电量。'],
    [
      'Energy claimed already',
      'These megawatt-hours back another claim; each backs one only (certificate, credit or green-power contract). Use other energy.',
    ],
  ),
  above_attested: answer(
    409,
    ['超过核定数量', '发放数量超过核定文件所余数量。请核对文件，或登记新的核定文件。'],
    ['Above what was attested', 'More is issued than is left of the attested quantity. Check the document, or record a new one.'],
  ),
  move_not_allowed: answer(
    409,
    ['不能这样划转', '账户类型之间不允许这样的变动，或占用已经结束、已到期。请查看账户状态后选择其他操作。'],
    [
      'Not a move that exists',
      'Units cannot go from an account of this kind to one of that kind, or the reservation has ended. Look at the accounts and choose another step.',
    ],
  ),
  final_cannot_be_reversed: answer(
    409,
    ['已是最终状态', '清缴、注销和结转一经完成便不可撤销。'],
    ['Stands for good', 'A surrender, cancellation, retirement or carry-over stands for good.'],
  ),
  not_usable_for_year: answer(
    409,
    ['不能用于该年度', '{held} 不能用于 {year} 年度清缴。请换用符合规定的单位。'],
    ['Not usable for this year', '{held} cannot be surrendered for {year}. Offer units that may be used.'],
  ),
  credits_above_limit: answer(
    409,
    ['超过抵销上限', '{year} 年度抵销上限为 {limit} t，已用 {used} t，本次 {wanted} t。请减少数量，其余用配额清缴。'],
    [
      'Above the credit limit',
      'Credits may cover {limit} t for {year}; {used} t are used, {wanted} t more were wanted. Take fewer and surrender allowances for the rest.',
    ],
  ),
  order_checks_failed: answer(
    409,
    ['委托前检查未通过', '批准时重新检查，以下各项不通过。请否决该委托单，或在原因消除后再批准。'],
    ['Pre-trade checks fail', 'Checked again at the approval, the following fail. Reject the order, or approve it once the cause is gone.'],
  ),
  fill_above_order: answer(
    409,
    ['成交超出委托数量', '各笔成交之和不能超过委托数量。请按交易所成交回报核对数量与委托号。'],
    [
      'More filled than ordered',
      'The fills of an order never add up to more than its quantity. Check quantity and order number against the exchange.',
    ],
  ),
  fill_price_impossible: answer(
    409,
    ['成交价不可能', '成交价须在当日涨跌幅范围内，买入不高于、卖出不低于委托价。请核对成交回报。'],
    [
      'The price is not possible',
      'A fill lies inside the band of the day, a purchase not above and a sale not below the limit price. Check it against the exchange.',
    ],
  ),
  same_person_trades_and_settles: answer(
    409,
    ['下单人或批准人不能结算', '结算须由下单人和批准人以外的人进行。'],
    ['Who traded or approved may not settle', 'The settlement needs a person who neither placed nor approved the order.'],
  ),
  contract_conflicts: answer(
    409,
    ['合约与日历或限额冲突', '请先消除列出的冲突（日期、数量、对手方），再批准合约。'],
    ['The contract is in conflict', 'Remove the conflicts listed (day, quantity, partner) before it is approved.'],
  ),
  trader_closes_breach: answer(
    409,
    ['交易员不能关闭限额突破', '限额突破须由授权中未列名、也未按该授权下单的人关闭。请交风控专员或最高管理者处理。'],
    [
      'A trader may not close a breach',
      'A breach of a limit is closed by somebody whom the mandate does not let trade and who placed no order by it. Hand it to the risk officer or top management.',
    ],
  ),
  may_not_see_object: answer(
    422,
    ['被提及的人无权查看此对象', '{names} 没有查看此对象的角色。请改为提及可以查看的人，或请系统管理员授予相应角色。'],
    [
      'Somebody called upon may not see this object',
      '{names} holds no role that lets them see it. Call upon somebody who may, or ask an administrator for the role.',
    ],
  ),
  thread_state: answer(
    409,
    ['讨论的状态不允许此操作', '已了结的讨论须先重新打开，未了结的无须重新打开。请刷新后再试。'],
    [
      'The thread does not stand so',
      'What is resolved is opened again before anything is added; what is open need not be opened again. Reload and look.',
    ],
  ),
  unit_backs_another_claim: answer(
    409,
    ['单位已支持其他声明', '这些单位已支持另一项声明；一个单位只支持一项声明，撤回声明也不释放单位。请改用其他单位。'],
    [
      'Units back another claim',
      'These units back another claim already; one unit backs one claim, and a withdrawal frees none. Use other units.',
    ],
  ),
  units_used_for_compliance: answer(
    409,
    ['单位已用于履约', '这些单位已用于碳市场清缴，不能再支持碳中和声明。请改用未用于履约的单位。'],
    [
      'Units served an obligation',
      'These units were surrendered for compliance and cannot back a claim of neutrality. Use units that served no obligation.',
    ],
  ),
  units_not_retired: answer(
    409,
    ['单位未注销', '只有已注销且有序列号的单位才能支持声明。请先在台账中注销。'],
    ['Units not retired', 'Only units that are retired, with serial numbers, back a claim. Retire them in the ledger first.'],
  ),
  claim_not_allowed: answer(
    409,
    ['不可声明', '声明的条件没有全部满足；下列各项说明缺什么。请补齐后再声明。'],
    ['The claim is not allowed', 'Not every condition is met; the points below say what is missing. Complete them, then declare.'],
  ),
  log_not_signed: answer(
    503,
    ['日志未签名', '签名者没有签发包含这条操作的检查点。请稍后再试；若日志页显示停签原因，请由管理员按手册处理。'],
    [
      'The log is not signed',
      'No signed head covers this entry yet. Try again shortly; where the page of the log tells why nothing is signed, the administrator follows the manual.',
    ],
  ),
  cosignature_wrong: answer(
    409,
    ['联署无效', '签名行不属于这里登记的见证人，或与该检查点不符。请核对见证人公钥与检查点大小。'],
    [
      'The cosignature is wrong',
      'The line is not of a witness known here, or not over this head. Check the witness’s public key and the size of the head.',
    ],
  ),
};
