//! Methods of the group market and of other high-end markets.

super::methods! {
    "group_market" in Group: "职团开拓" / "Group market",
    when: "一个单位人员稳定、待遇相近，允许你定点服务时。" / "When a workplace has steady staff, like conditions, and lets you serve there.",
    steps: [
        "选单位：人数、收入、稳定程度、是否有熟人。" / "Choose the workplace by headcount, income, steadiness and acquaintances.",
        "先取得负责人或工会的同意，说明服务内容。" / "Obtain the consent of management or union and say what you offer.",
        "固定时间到场：讲座、咨询、保单整理。" / "Come at fixed times: talks, advice, reviews of what people hold.",
        "从几位热心的人做起，请他们介绍同事。" / "Begin with a few helpful people and ask them for colleagues.",
        "定期回访全体，做成长期的服务点。" / "Return to everyone regularly and make it a lasting place of service."
    ],
    preparation: [
        "单位的福利、作息和人员结构" / "Benefits, hours and structure of the workplace",
        "适合该单位的产品组合和讲座" / "Products and a talk that suit it"
    ],
    strengths: [
        "人多集中，一次准备多次使用" / "Many people in one place; one preparation serves many",
        "同事之间互相影响" / "Colleagues influence each other"
    ],
    weaknesses: [
        "进门难，负责人一换可能要重来" / "Entry is hard and a new head may undo it",
        "一次服务不周全单位都知道" / "One failure is known to all"
    ];

    "high_end" in HighEnd: "高端市场" / "Other high-end market",
    when: "已有良好的专业形象，希望提高每单价值时。" / "When your professional standing is good and you want larger business.",
    steps: [
        "选一个圈子：企业主、专业人士、某类会所或商学院。" / "Choose a circle: owners, professionals, a club or a business school.",
        "由影响力中心引见，或从专业活动进入。" / "Enter through a centre of influence or a professional event.",
        "先解决一个具体问题，不急着谈产品。" / "Solve one concrete problem before any product is named.",
        "书面方案，守时守密，请专家同行。" / "Bring a written proposal, be punctual and discreet, take experts along.",
        "长期维护，重视家人和重要日子。" / "Care for them for years; mind family and great days."
    ],
    preparation: [
        "财务、税务、法律的基本知识和专家名单" / "Basics of finance, tax and law, and experts to call",
        "对方的背景和时间安排" / "Their background and timetable"
    ],
    strengths: [
        "单笔价值高，客户之间会互相介绍" / "Large orders, and such people introduce each other",
        "看重专业，少比价格" / "They value expertise and haggle less"
    ],
    weaknesses: [
        "接近难，成交周期长" / "Hard to approach and long to close",
        "对业务员的素养要求高" / "Demands much of the seller"
    ];
}
