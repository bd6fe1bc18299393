// Words for codes of the method, used until the server's own wording has arrived or where it has none.

import { importCodes } from './importCodes';

export const codes = {
  ...importCodes,
  grade: { a: 'A 级', b: 'B 级', c: 'C 级', d: 'D 级' } as Record<string, string>,
  intent_level: { strong: '强', medium: '中', weak: '弱', none: '无' } as Record<string, string>,
  cadence_state: { untouched: '尚未联系', fine: '正常', due: '到期', overdue: '逾期', dormant: '潜伏' } as Record<string, string>,
  step: { gather: '收集名单', screen: '筛选名单', record: '记录信息', choose: '选择约访', keep_current: '维护更新' } as Record<string, string>,
  status: { prospect: '准客户', customer: '现实客户', contact: '联系人' } as Record<string, string>,
  visit_decision: { keep_visiting: '继续拜访', do_not_give_up: '不放弃', give_up: '放弃' } as Record<string, string>,
  colour: { red: '红：已成交', yellow: '黄：即将成交', green: '绿：潜在客户', none: '无：已放弃' } as Record<string, string>,
  loss: {} as Record<string, string>,
  given_up_to: { stop_list: '停止名单', pool: '公海' } as Record<string, string>,
  disposition: { open: '继续跟进', stopped: '已停止', given_up: '已放弃' } as Record<string, string>,
  market: {
    warm: '缘故市场', referral: '转介绍', cold: '陌生市场', event_industry: '展会与行业',
    existing: '既有关系', online: '线上', group: '职团市场', high_end: '高端市场',
  } as Record<string, string>,
  screening: {
    able_to_pay: '有支付能力', has_need: '有需求', decides: '能决定、建议或否决', easy_to_approach: '容易接近',
    eligible: '符合条件', aware: '了解产品用途', responsible: '有责任心',
  } as Record<string, string>,
  golden: {
    urgent_need: '对我方产品有迫切需求', favourable_cost_benefit: '投入产出对其计划有利', positive_attitude: '对行业、产品和品牌态度积极',
    large_orders: '可能下大单', centre_of_influence: '是影响力中心',
  } as Record<string, string>,
  authority: { decides: '有决定权', recommends: '有建议权', vetoes: '有否决权', none: '没有决定权', unknown: '未知' } as Record<string, string>,
  action: {
    keep_promise: '兑现承诺', visit: '赴约', do_task: '完成任务', call: '打电话', first_contact: '首次联系', find_contact: '补全联系方式', decide: '作拜访决定',
  } as Record<string, string>,
  channel: {
    call: '电话', visit: '拜访', wechat: '微信', sms: '短信', email: '邮件', letter: '信函', event: '活动', note: '备注',
  } as Record<string, string>,
  task: {
    follow_up: '跟进', promise: '承诺', meeting: '会面', other: '其他', call_back: '约定回电', find_contact: '核实联系方式', decide_visit: '作拜访决定', visit: '上门拜访', ask_cause: '问清停止购买的原因', remove_block: '排除签约障碍', cultivate: '培养步骤', deal_play: '商机打法', warned_circle: '熟人不满意，先打招呼', key_need_lost: '不再有需求，弄清变化', key_to_rival: '要转向对手，马上挽留', after_purchase: '购买后回访',
  } as Record<string, string>,
  task_state: { open: '待办', done: '已完成', cancelled: '已取消' } as Record<string, string>,
  intent: {} as Record<string, string>,
  objection: {
    has_already: '已经有了', no_money: '没有钱', no_time: '没有时间', no_need: '不需要', no_trust: '不信任', family_decides: '要家里商量',
    wants_to_think: '要考虑考虑', rival_better: '别家更好', too_dear: '太贵',
  } as Record<string, string>,
  source: { stated: '有人确认', imported: '导入', derived: '由资料推断', rule: '规则设定' } as Record<string, string>,
  contact: { phone: '电话', email: '邮箱', wechat: '微信', other: '其他', mobile: '手机', landline: '座机', work: '单位', home: '家里', fax: '传真' } as Record<string, string>,
  address: { home: '家庭', work: '工作', registered: '注册', other: '其他' } as Record<string, string>,
  role: {
    sales: '业务员', key_account: '大客户销售', manager: '销售经理', analyst: '数据分析', marketing: '市场运营',
    credit: '信用管理', trainer: '培训与合规', administrator: '管理员',
  } as Record<string, string>,
  relation_group: {} as Record<string, string>,
  nearness: {} as Record<string, string>,
  person_role: {
    user: '使用者', technical: '技术把关', economic_buyer: '出资决策', decider: '拍板人', coach: '内线教练', gatekeeper: '守门人',
  } as Record<string, string>,
  card: {
    name: '姓名', phone: '电话', address: '地址', employer: '单位', position: '职务', education: '学历', income: '收入',
    highest_income: '最高收入', plans: '计划', family: '家庭', interests: '兴趣', temperament: '性格', holdings: '已有产品',
    birth_date: '出生日期', age: '年龄', gender: '性别', industry: '行业', size: '规模', founding_day: '成立日期',
    suppliers: '现有供应商', rival_products: '在用竞品', department: '部门', nearness: '远近', country: '国家', contact_person: '联系人', family_name: '姓', given_name: '名', need: '需求', notes: '备注', website: '网站',
    email: '邮箱', wechat: '微信', introducer: '介绍人', decision_role: '决策角色', relation_group: '关系圈',
    history: '往来经过', home_address: '家庭地址', work_address: '工作地址', identity_number: '证件号码',
    tags: '标签', market: '市场', method: '开拓方法', city: '城市', people: '相关人员',
  } as Record<string, string>,
  likeness_field: {
    name: '名称', phone: '电话', email: '邮箱', identity_number: '证件号码', address: '地址', employer: '单位', birth_date: '出生日期',
    phones: '电话', emails: '邮箱', identity: '证件号码', company: '单位', contact: '联系人',
  } as Record<string, string>,
};
