//! Methods of the cold market: nobody introduced us.

super::methods! {
    "directories" in Cold: "查阅名录" / "Directory look-up",
    when: "要在短时间内得到某地区或某行业的成批单位名单时。" / "When you need many organisations of a region or trade quickly.",
    steps: [
        "选来源：黄页、工商登记、行业协会名册、展会会刊。" / "Choose sources: yellow pages, company registers, trade associations, exhibition catalogues.",
        "按目标客户的条件抽取，记下来源和日期。" / "Extract by the traits of the target customer; note source and date.",
        "去重，核对电话和经营状态。" / "Remove doubles; check phone and state of business.",
        "找到负责人或经办人的姓名再打电话。" / "Find the name of the person in charge before calling."
    ],
    preparation: [
        "最新的名录和合法的来源" / "Recent directories from lawful sources",
        "打给总机时的问法" / "Words for the switchboard"
    ],
    strengths: [
        "数量大，成本低，可分工" / "Many names at low cost; the work can be shared",
        "按行业和地区容易筛选" / "Easy to filter by trade and region"
    ],
    weaknesses: [
        "资料易过时，不知道谁负责" / "Data ages quickly and does not say who is in charge",
        "同行也在打同一份名单" / "Rivals call the same list"
    ];

    "rivals_customers" in Cold: "竞争对手的客户" / "Rivals' customers",
    when: "对手服务下滑、涨价、换人，或客户合同快到期时。" / "When a rival's service slips, prices rise, people change, or contracts expire.",
    steps: [
        "弄清对手有哪些客户，合同何时到期，满意在哪里、不满在哪里。" / "Learn who they are, when contracts expire, what pleases and what troubles them.",
        "从一个对手做不到的点接触，不贬低对手。" / "Approach with one thing the rival cannot do; never run the rival down.",
        "先争取一小部分或一次试用。" / "Win a small part or a trial first.",
        "把每次交付做好，再谈份额。" / "Deliver well each time, then talk about share."
    ],
    preparation: [
        "对手产品、价格和服务的事实对照" / "Facts comparing products, prices and service",
        "合法得来的客户信息" / "Customer facts obtained lawfully"
    ],
    strengths: [
        "需求和支付能力已被证明" / "Need and ability to pay are proven",
        "懂产品，谈得快" / "They know the product and talks are quick"
    ],
    weaknesses: [
        "转换有成本，客户怕风险" / "Switching costs money and feels risky",
        "容易陷入价格战，对手会反击" / "It easily turns into a price war; the rival strikes back"
    ];

    "door_to_door" in Cold: "按区域逐户拜访" / "Door to door by district",
    when: "目标客户在一个街区、楼宇或市场里密集，产品人人可用时。"
        / "When targets are dense in a street, building or market and almost anyone can use the product.",
    steps: [
        "划定区域，画出路线，每天一段。" / "Mark out a district, draw the route, take one stretch a day.",
        "先看门面和人流，再敲门，一分钟内说明来意。" / "Look at the place before knocking; say why you came within a minute.",
        "留下名片，问一个事实，约下次时间。" / "Leave a card, ask for one fact, propose a second visit.",
        "当天把每户情况记入准客户卡，三个工作日内再访有意向的。" / "Record each door the same day and return to the interested within three working days."
    ],
    preparation: [
        "区域图、名片、简单资料、舒适的鞋" / "Map, cards, simple leaflets, good shoes",
        "十句以内的开场白和三个提问" / "An opening of a few sentences and three questions"
    ],
    strengths: [
        "短时间见到很多人" / "Many people in a short time",
        "一家不在就去下一家，不白跑" / "Nobody at home costs nothing: the next door is near",
        "练胆量，熟悉市场" / "Trains courage and knowledge of the market"
    ],
    weaknesses: [
        "对对方一无所知，难找共同话题" / "Nothing is known beforehand and common ground is hard to find",
        "对业务员的要求高" / "It demands much of the person",
        "失败多，容易灰心" / "Many failures discourage"
    ];

    "market_survey" in Cold: "市场调查" / "Market survey",
    when: "进入新区域或新产品，既要了解市场又要认识人时。" / "When entering a region or line and you need both knowledge and acquaintances.",
    steps: [
        "定一个真实的问题，做十题以内的问卷。" / "Set a genuine question and keep the form under ten items.",
        "说明身份和用途，不把推销伪装成调查。" / "Say who you are and what it is for; never disguise selling as research.",
        "征得同意后记录联系方式。" / "Take contact details only with consent.",
        "把结果反馈给参加者，再约有需要的人见面。" / "Send participants the results, then ask those with a need for a meeting."
    ],
    preparation: [
        "问卷、同意说明、小礼品" / "The form, a consent note, small gifts",
        "结果整理的模板" / "A template for the results"
    ],
    strengths: [
        "对方愿意开口，可以问到需求" / "People are willing to talk and name their needs",
        "得到整片市场的数据" / "Yields facts about the whole market"
    ],
    weaknesses: [
        "人力成本高，转化慢" / "Costs much work and converts slowly",
        "被当成推销的幌子会损害信誉" / "If taken for a pretext it harms your name"
    ];

    "advertising" in Cold: "广告征询" / "Advertising",
    when: "有预算，产品能用一句话说清，并且接得住来电时。" / "When there is a budget, the offer fits one sentence and you can answer the calls.",
    steps: [
        "只对一类人说一件事，写明怎样联系。" / "Say one thing to one kind of person and how to reach you.",
        "每个渠道用不同的电话或代码，分清来源。" / "Use a separate number or code per medium to tell sources apart.",
        "来电当天回复，记录问的是什么。" / "Answer inquiries the same day and note what was asked.",
        "比较每个渠道的到访和成交费用，留好的、停差的。" / "Compare the cost of meetings and wins per medium; keep the good, stop the rest."
    ],
    preparation: [
        "合规审核过的广告内容" / "Copy that compliance has approved",
        "接听人员和应答要点" / "People to answer and what they say"
    ],
    strengths: [
        "来的人有需求" / "Those who come have a need",
        "覆盖广，同时建立知名度" / "Reaches many and builds the name"
    ],
    weaknesses: [
        "费用高，效果难预计" / "Costly and hard to foresee",
        "比价的人多" / "Brings many who only compare prices"
    ];

    "media_watch" in Cold: "从报刊和媒体找线索" / "Newspapers and media",
    when: "每天固定半小时，寻找刚发生变化的人和单位。" / "Half an hour each day, looking for people and firms where something has just changed.",
    steps: [
        "留意四种变化：新任经理、换了工作、新业主、新公司。" / "Watch for four changes: new managers, changed jobs, new owners, new companies.",
        "想一想这个变化带来什么需要。" / "Think what need the change brings.",
        "几天内联系，先祝贺，再谈和变化有关的一件事。" / "Get in touch within days: congratulate, then speak of one matter tied to the change.",
        "把剪报或链接存进准客户卡。" / "Keep the cutting or link on the card."
    ],
    preparation: [
        "固定的报刊、公告和关注名单" / "A fixed set of papers, notices and feeds",
        "祝贺信的范本" / "A model letter of congratulation"
    ],
    strengths: [
        "时机好，话题自然" / "The moment is right and the topic natural",
        "花钱少，比同行早一步" / "Costs little and is ahead of others"
    ],
    weaknesses: [
        "量不大，靠坚持" / "Numbers are small; it lives on persistence",
        "消息不全，要自己核实" / "Reports are incomplete and must be checked"
    ];

    "direct_contact" in Cold: "邮件、电话、传真开发" / "E-mail, phone and fax",
    when: "名单已有，地域分散，需要先筛出愿意谈的人时。" / "When you have a list spread over regions and must find those willing to talk.",
    steps: [
        "先核对是否允许联系，避开不愿接听的人和不许的时段。" / "Check first whether contact is allowed; keep to wishes and hours.",
        "先发一封短信函，说明一件对他有用的事。" / "Send a short letter about one thing of use to them.",
        "三个工作日内打电话，只约见面，不在电话里推销。" / "Call within three working days, for a meeting only; do not sell on the phone.",
        "没接通的按规则换时段再打，接通的当场记录结果。" / "Try those not reached at other times by the rule; log every result at once."
    ],
    preparation: [
        "筛选过的名单和每个人的一条事实" / "A screened list with one fact about each person",
        "约访话术和异议应答" / "A guide for the call and answers to objections"
    ],
    strengths: [
        "快，成本低，可以计量" / "Fast, cheap and measurable",
        "不受地域限制" / "Distance does not matter"
    ],
    weaknesses: [
        "拒绝多，信任低" / "Many refusals and little trust",
        "管得不好就成骚扰" / "Badly managed it becomes a nuisance"
    ];
}
