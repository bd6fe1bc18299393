//! Methods of the referral market: somebody the prospect trusts stands behind us.

super::methods! {
    "customer_referral" in Referral: "请客户转介绍" / "Referral from customers",
    when: "客户刚得到满意的服务、理赔或交付之后。" / "Just after a customer has been well served, paid a claim or received a delivery.",
    steps: [
        "先确认客户对我们和服务是认可的。" / "First make sure that the customer values us and the service.",
        "说清想认识什么样的人，请他想一两位。" / "Describe the kind of person you hope to meet and ask for one or two.",
        "问清被介绍人的情况：工作、家庭、需要、什么时候方便。" / "Ask about the person: work, family, needs, a good time to call.",
        "挑最有可能也最有能力购买的一位，定好时间、方式和话题。" / "Choose the likeliest and most able to buy; settle time, way and topic.",
        "联系后向介绍人道谢，并告诉他进展。" / "Thank the introducer and report how it went."
    ],
    preparation: [
        "理想客户的一句话描述" / "The ideal referral in one sentence",
        "不经本人同意不会打扰的承诺" / "The promise that nothing happens without consent",
        "答谢的小礼物或一封信" / "A small gift or a letter of thanks"
    ],
    strengths: [
        "容易得到面谈的机会" / "Interviews are won easily",
        "一开始就有信任" / "Trust is there from the start",
        "资料由介绍人提供" / "The introducer supplies the facts",
        "客户质量高" / "Such customers are good ones"
    ],
    weaknesses: [
        "一次失误会同时失去两个人的信任" / "One mistake loses the trust of two people",
        "客户怕麻烦朋友而推辞，需要找到原因并让他放心" / "Customers decline for fear of troubling friends; find the cause and reassure them"
    ];

    "association_chain" in Referral: "通过社团连锁介绍" / "Chain introduction through associations",
    when: "目标客户集中在商会、校友会、俱乐部或同乡会时。" / "When target customers gather in chambers, alumni groups, clubs or associations.",
    steps: [
        "选一个自己也真心愿意参加的团体，先做事再谈生意。" / "Join a body you truly care for, and serve it before you sell.",
        "认识秘书长和热心的会员，取得会员名录。" / "Get to know the secretary and the active members, and the list of members.",
        "每谈成或谈完一位，请他介绍下一位会员。" / "After each talk ask for an introduction to the next member.",
        "把介绍的链条记下来，逐环答谢。" / "Record the chain and thank each link."
    ],
    preparation: [
        "团体的章程、活动日历和会员名录" / "The body's rules, calendar of events and list of members",
        "可以为会员做的一次分享或服务" / "A talk or a service that members find useful"
    ],
    strengths: [
        "一环扣一环，名单自己会增长" / "One leads to the next and the list grows by itself",
        "会员之间有信任，背景相近，话题好准备" / "Members trust each other and share a background, so talks are easy to prepare"
    ],
    weaknesses: [
        "见效慢，要持续投入时间" / "It is slow and takes steady time",
        "急于推销会在整个圈子里失去名声" / "Selling too soon spoils your name in the whole circle"
    ];

    "centre_of_influence" in Referral: "影响力中心" / "Centre of influence",
    when: "认识在一个圈子里说话有分量的人，或能够认识时。" / "When you know, or can get to know, someone whose word carries weight in a circle.",
    steps: [
        "列出谁的一句话能打开许多门：会长、医生、老师、老板、管家。" / "List those whose word opens many doors: chairs, doctors, teachers, owners, stewards.",
        "先为他做成一件有用的事，让他了解你的专业。" / "Do something useful for them first and let them see how you work.",
        "请他介绍一类人，而不是要一张名单。" / "Ask for introductions to a kind of person, not for a list.",
        "定期拜访，报告每一位被介绍人的进展。" / "Call on them regularly and report on each person they sent you."
    ],
    preparation: [
        "对方关心的事和可以帮上的忙" / "What they care about and how you can help",
        "拜访计划和答谢的方式" / "A plan of visits and a way to give thanks"
    ],
    strengths: [
        "一个人带来一片市场" / "One person brings a whole market",
        "推荐的话分量重，成交快" / "The recommendation weighs much and shortens the sale"
    ],
    weaknesses: [
        "人少，难接近，需要长期经营" / "They are few, hard to approach and need years of care",
        "过分依赖一人，他离开就断了来源" / "Leaning on one person ends the supply when they leave"
    ];

    "assistants" in Referral: "请亲友做助手" / "Friends or relatives as assistants",
    when: "亲友所在的单位或行业正是目标市场，而自己没有时间逐一打听时。"
        / "When friends or relatives work in your target market and you lack the time to look around there.",
    steps: [
        "选热心、守信、消息灵通的亲友，说明要找什么样的人。" / "Choose helpful, reliable, well informed people and explain whom you look for.",
        "约定提供线索的方式和答谢，不违反对方单位的规定。" / "Agree how hints are passed on and rewarded, within the rules of their employer.",
        "收到线索及时联系，并把结果告诉他。" / "Follow each hint quickly and tell them the result.",
        "按期清点线索，感谢有效的，调整无效的。" / "Review the hints regularly: give thanks for the good, adjust the rest."
    ],
    preparation: [
        "一页纸的目标客户说明" / "One page about the target customer",
        "合规的答谢标准" / "A standard of thanks that compliance accepts"
    ],
    strengths: [
        "多了几双眼睛，能早一步知道消息" / "More pairs of eyes: you learn of needs early",
        "业务员把时间留给面谈" / "Your own time stays free for talks"
    ],
    weaknesses: [
        "线索质量不齐，需要再筛选" / "Hints vary in quality and must be screened",
        "答谢不当会引起合规问题" / "A wrong reward becomes a compliance case"
    ];
}
