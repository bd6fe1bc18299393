import { importCodes } from './importCodes';

export const codes = {
  ...importCodes,
  grade: { a: 'Grade A', b: 'Grade B', c: 'Grade C', d: 'Grade D' },
  intent_level: { strong: 'strong', medium: 'medium', weak: 'weak', none: 'none' },
  cadence_state: { untouched: 'not contacted yet', fine: 'fine', due: 'due', overdue: 'overdue', dormant: 'dormant' },
  step: { gather: 'Gather', screen: 'Screen', record: 'Record', choose: 'Choose', keep_current: 'Keep' },
  status: { prospect: 'Prospect', customer: 'Customer', contact: 'Contact' },
  visit_decision: { keep_visiting: 'Keep visiting', do_not_give_up: 'Do not give up', give_up: 'Give up' },
  colour: { red: 'red: won', yellow: 'yellow: likely to close soon', green: 'green: potential', none: 'none: given up' },
  loss: {},
  given_up_to: { stop_list: 'stop list', pool: 'public pool' },
  disposition: { open: 'Open', stopped: 'Stopped', given_up: 'Given up' },
  market: {
    warm: 'Warm market', referral: 'Referral', cold: 'Cold market', event_industry: 'Events and industry',
    existing: 'Existing ties', online: 'On-line', group: 'Group market', high_end: 'High-end market',
  },
  screening: {
    able_to_pay: 'Able to pay', has_need: 'Has the need', decides: 'Decides, recommends or vetoes', easy_to_approach: 'Easy to approach',
    eligible: 'Eligible', aware: 'Knows what the product is for', responsible: 'Sense of responsibility',
  },
  golden: {
    urgent_need: 'Urgent need for what we sell', favourable_cost_benefit: 'Favourable cost and benefit for their plans',
    positive_attitude: 'Positive towards trade, product and brand', large_orders: 'May place large orders',
    centre_of_influence: 'A centre of influence',
  },
  authority: { decides: 'Decides', recommends: 'Recommends', vetoes: 'Can veto', none: 'No say', unknown: 'Unknown' },
  action: { keep_promise: 'Keep the promise', visit: 'Go to the meeting', do_task: 'Do the task', call: 'Call', first_contact: 'First contact', find_contact: 'Find a way to reach', decide: 'Decide' },
  channel: { call: 'Call', visit: 'Visit', wechat: 'WeChat', sms: 'SMS', email: 'E-mail', letter: 'Letter', event: 'Event', note: 'Note' },
  task: {
    follow_up: 'Follow-up', promise: 'Promise', meeting: 'Meeting', other: 'Other', call_back: 'Call back', find_contact: 'Find a way to reach', decide_visit: 'Visit decision', visit: 'Visit', ask_cause: 'Ask why they stopped buying', remove_block: 'Remove a block', cultivate: 'Cultivation step', deal_play: 'Play of a deal', warned_circle: 'Speak first: an acquaintance is dissatisfied', key_need_lost: 'The need is gone: find out what changed', key_to_rival: 'Turns to a rival: hold them', after_purchase: 'Talk after the purchase',
  },
  task_state: { open: 'open', done: 'done', cancelled: 'cancelled' },
  intent: {},
  objection: {
    has_already: 'Has it already', no_money: 'No money', no_time: 'No time', no_need: 'No need', no_trust: 'No trust', family_decides: 'Family decides',
    wants_to_think: 'Wants to think', rival_better: 'A rival is better', too_dear: 'Too dear',
  },
  source: { stated: 'stated by a person', imported: 'imported', derived: 'derived', rule: 'set by rule' },
  contact: { phone: 'Phone', email: 'E-mail', wechat: 'WeChat', other: 'Other', mobile: 'Mobile', landline: 'Landline', work: 'Work', home: 'Home', fax: 'Fax' },
  address: { home: 'Home', work: 'Work', registered: 'Registered', other: 'Other' },
  role: {
    sales: 'Sales representative', key_account: 'Key-account seller', manager: 'Sales manager', analyst: 'Data analyst',
    marketing: 'Marketing', credit: 'Credit controller', trainer: 'Trainer and compliance', administrator: 'Administrator',
  },
  relation_group: {},
  nearness: {},
  person_role: {
    user: 'User', technical: 'Technical', economic_buyer: 'Economic buyer', decider: 'Decider', coach: 'Coach', gatekeeper: 'Gatekeeper',
  },
  card: {
    name: 'Name', phone: 'Phone', address: 'Address', employer: 'Employer', position: 'Position', education: 'Education', income: 'Income',
    highest_income: 'Highest likely income', plans: 'Plans', family: 'Family', interests: 'Interests', temperament: 'Temperament', holdings: 'Holdings', birth_date: 'Birth date', age: 'Age', gender: 'Gender', industry: 'Industry', size: 'Size',
    founding_day: 'Founding day', suppliers: 'Current suppliers', rival_products: 'Competitors’ products', department: 'Department', nearness: 'Nearness', country: 'Country', contact_person: 'Contact person',
    family_name: 'Family name', given_name: 'Given name', need: 'Need',
    notes: 'Notes', website: 'Website', email: 'E-mail', wechat: 'WeChat', introducer: 'Introduced by', decision_role: 'Role in decisions',
    relation_group: 'Relation group', history: 'History', home_address: 'Home address', work_address: 'Work address',
    identity_number: 'Identity number', tags: 'Tags', market: 'Market', method: 'Method', city: 'City', people: 'People',
  },
  likeness_field: {
    name: 'Name', phone: 'Phone', email: 'E-mail', identity_number: 'Identity number', address: 'Address', employer: 'Employer', birth_date: 'Birth date',
    phones: 'Phones', emails: 'E-mails', identity: 'Identity number', company: 'Company', contact: 'Contact person',
  },
};
