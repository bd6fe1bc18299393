//! Methods that draw on relations we or our people already had.

super::methods! {
    "former_suppliers" in Existing: "曾经向你销售的人" / "Someone who once sold to you",
    when: "过去的工作里你是买方，对方曾靠你完成业绩。" / "When you were the buyer in an earlier job and they sold to you.",
    steps: [
        "列出当年来找过你的业务员和供应商。" / "List the salespeople and suppliers who used to call on you.",
        "叙旧，了解他现在的处境和需要。" / "Renew the acquaintance and learn what they do and need now.",
        "坦率说明你现在做什么，请他给一次机会或介绍人。" / "Say frankly what you do now and ask for a chance or an introduction.",
        "不拿旧日情分压人，按条件合作。" / "Do not press an old debt; deal on fair terms."
    ],
    preparation: [
        "过去合作的记录" / "Records of the earlier business",
        "离职约定的核对，不违反竞业和保密" / "A check of what the former employer forbids"
    ],
    strengths: [
        "买卖易位，有礼尚往来的情分" / "Roles are reversed and a good turn is returned",
        "对方懂销售，谈话直接" / "They know selling, so talks are direct"
    ],
    weaknesses: [
        "人数有限" / "They are few",
        "情分用一次少一次" / "Goodwill is used up"
    ];

    "former_peers" in Existing: "有过往来的同行平级" / "Equals with shared dealings",
    when: "过去的工作里，你和对方是协作关系，谁也不求谁。" / "When you worked side by side in an earlier job and neither owed the other.",
    steps: [
        "列出合作过的单位里与你对接的人。" / "List your counterparts in the firms you worked with.",
        "从共同做过的事谈起，再谈近况。" / "Begin with what you did together, then with today.",
        "请教他那边现在谁管这件事。" / "Ask who looks after the matter there now.",
        "请他引见，事后告知结果。" / "Ask for an introduction and report the result."
    ],
    preparation: [
        "合作项目和对接人的名单" / "Projects and counterparts",
        "对方单位现在的情况" / "The present state of their firm"
    ],
    strengths: [
        "了解彼此的做事方式，有信任" / "You know how each other works and trust it",
        "能得到内部的准确信息" / "Yields accurate knowledge from inside"
    ],
    weaknesses: [
        "对方未必有决定权" / "They may have no say",
        "人员流动后关系容易断" / "People move and the tie breaks"
    ];

    "former_customers" in Existing: "别的产品的老客户" / "Former customers of another product",
    when: "换了公司或产品，以前的客户仍可能需要现在的产品时。" / "When you changed firm or product and earlier customers may need what you sell now.",
    steps: [
        "列出以前服务得好、离开时仍有好感的客户。" / "List those you served well and who still think well of you.",
        "确认允许联系：守住前公司的保密和竞业约定。" / "Make sure you may contact them under the former employer's terms.",
        "先问旧产品用得怎样，再说现在能帮什么。" / "Ask how the old product does, then say what you can do now.",
        "按新的需要重新筛选，不因熟悉而跳过。" / "Screen anew; familiarity is no reason to skip it."
    ],
    preparation: [
        "各客户的旧需求和服务记录" / "Earlier needs and service of each customer",
        "新旧产品的关系说明" / "How the new product relates to the old"
    ],
    strengths: [
        "信任现成，知道支付能力" / "Trust exists and the ability to pay is known",
        "接触费用低" / "Contact costs little"
    ],
    weaknesses: [
        "需要可能已不同" / "Needs may differ now",
        "涉及前公司利益，界线要清楚" / "The former employer's interests draw a line to keep"
    ];

    "old_registered_users" in Existing: "老注册用户" / "Old registered users",
    when: "系统里有注册、询价或停用多时的用户时。" / "When the system holds people who registered, asked or stopped long ago.",
    steps: [
        "按最近一次行为和当时的需要分组。" / "Group them by last activity and the need they had.",
        "核对同意范围和号码是否有效。" / "Check consent and whether numbers still work.",
        "用一件新的、与他有关的事恢复联系。" / "Renew contact with something new that concerns them.",
        "回应的进入正常跟进，没有回应的按规则停下。" / "Those who answer join the normal cadence; stop with the silent by the rule."
    ],
    preparation: [
        "历史记录和停用的原因" / "History and the cause of leaving",
        "改进了什么的说明" / "What has improved since"
    ],
    strengths: [
        "名单现成，成本最低" / "The list is there at the lowest cost",
        "知道过去要过什么" / "You know what they once wanted"
    ],
    weaknesses: [
        "联系方式过期多" / "Many contacts are out of date",
        "当年不满意的人需要先解决旧问题" / "Those who left dissatisfied need the old trouble settled first"
    ];
}
