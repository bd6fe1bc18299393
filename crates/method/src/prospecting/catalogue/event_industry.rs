//! Methods around trade fairs, one industry, and partners.

super::methods! {
    "own_exhibition" in EventIndustry: "自己参展" / "Exhibiting ourselves",
    when: "新产品上市，或目标客户会集中到场时。" / "When a product is launched or target customers gather.",
    steps: [
        "展前邀请老客户和重点准客户，约好到展位的时间。" / "Invite customers and key prospects beforehand and fix a time at the stand.",
        "展台上两分钟问清是谁、要什么、谁决定。" / "At the stand ask in two minutes who they are, what they need, who decides.",
        "当场记录并评级，约下次见面。" / "Record and grade on the spot; agree on a next meeting.",
        "闭展后三个工作日内逐一跟进。" / "Follow up each within three working days after the fair."
    ],
    preparation: [
        "样品、资料、记录卡、排班" / "Samples, leaflets, record cards, a rota",
        "每天要见的人数目标" / "A target of talks for each day"
    ],
    strengths: [
        "客户主动上门提问" / "Visitors come and ask",
        "可以当面演示，一次见很多人" / "Live demonstration to many at once"
    ],
    weaknesses: [
        "费用高，准备时间长" / "Costly and long in preparation",
        "资料收得多，跟进少就白费" / "Wasted if many cards are taken and few followed up"
    ];

    "trade_fair_visit" in EventIndustry: "参观展会开发" / "Visiting a trade fair",
    when: "目标客户自己参展时，主动到他的展位去。" / "When your target customers exhibit: go to their stands.",
    steps: [
        "先确认供货问题：他要的我们供得上吗？" / "Settle the supply question first: can we deliver what they would want?",
        "展前查清对方的背景、产品和现有供应商。" / "Learn their background, products and suppliers before the fair.",
        "在展位前先看后问，请教产品，再谈自己。" / "At the stand look first, ask about their product, then speak of yours.",
        "问出负责采购的人，换名片，约展后拜访。" / "Find who is in charge of buying, exchange cards, agree on a visit.",
        "当晚整理名片，记下谈话要点。" / "Sort the cards the same evening and note what was said."
    ],
    preparation: [
        "参展商名录和要去的展位清单" / "The list of exhibitors and the stands to visit",
        "名片、样本、三个要请教的问题" / "Cards, a catalogue, three questions to ask"
    ],
    strengths: [
        "对方欢迎提问，不怕被拒绝" / "They welcome questions, so refusals need not be feared",
        "一天走遍一个行业，看到同行" / "A whole trade in a day, rivals included"
    ],
    weaknesses: [
        "展商忙着卖，采购的人不一定在场" / "Exhibitors are busy selling and buyers may be absent",
        "机会按展期来，不能天天有" / "It depends on the calendar of fairs"
    ];

    "chosen_industry" in EventIndustry: "深耕一个行业" / "One chosen industry",
    when: "在某个行业已有一两个好客户，想做成专门市场时。" / "When you have a few good customers in a trade and want to make it your own.",
    steps: [
        "先了解行业动态：特点、人员分布、经营趋势。" / "Learn its news first: traits, distribution of staff, trend of business.",
        "拿到行业名单，按规模和地区分类。" / "Get the list of the trade and sort it by size and region.",
        "先争取最有威望的一家或一位。" / "Win the most authoritative member first.",
        "用同行的语言和例子去谈后面的。" / "Speak to the others in the words and cases of their trade.",
        "对正在走下坡的行业，如实相待，不奉承老板。" / "In a declining trade be honest and do not flatter the owner."
    ],
    preparation: [
        "行业报告、术语、常见问题" / "Trade reports, terms, usual problems",
        "一个同行的成功案例（经同意）" / "One success in the trade, shown with consent"
    ],
    strengths: [
        "一份准备用在许多客户上，越做越专" / "One preparation serves many customers; you become the specialist",
        "同行之间互相打听，口碑传得快" / "The trade talks: a good name travels fast"
    ],
    weaknesses: [
        "行业不景气时一起受影响" / "A downturn hits all at once",
        "客户互为对手，要守住各家的秘密" / "Customers compete with each other: keep each one's secrets"
    ];

    "partners" in EventIndustry: "合作伙伴" / "Partners",
    when: "有人向同一类客户卖互补的产品或服务时。" / "When others sell complementary goods or services to the same customers.",
    steps: [
        "列出客户在买我们之前和之后会找谁。" / "List whom customers turn to before and after buying from us.",
        "选信誉好的，谈清互相介绍的条件和客户归属。" / "Choose reputable ones; agree on mutual introductions and who owns the customer.",
        "先给对方带去一个客户。" / "Bring them a customer first.",
        "定期核对介绍了多少、成交多少。" / "Review regularly what was sent and what was won."
    ],
    preparation: [
        "合作条件和客户资料的使用约定" / "Terms of cooperation and of using customer data",
        "双方可用的介绍资料" / "Material that both sides can use"
    ],
    strengths: [
        "共用一批客户，获客成本低" / "Shared customers at low cost",
        "有介绍人，比陌生开发容易" / "Introduced, hence easier than cold calls"
    ],
    weaknesses: [
        "伙伴的失误也算在我们头上" / "The partner's mistakes fall on us",
        "一方付出多就难长久" / "It ends when one side gives more"
    ];
}
