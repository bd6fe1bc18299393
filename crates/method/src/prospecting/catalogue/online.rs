//! Methods of the on-line market.

super::methods! {
    "website_search" in Online: "网站与搜索" / "Website and search",
    when: "客户在购买前会上网查资料、比产品时。" / "When customers read and compare on line before they buy.",
    steps: [
        "列出客户会搜的词，为每个词写一页有用的内容。" / "List the words customers search for and write a useful page for each.",
        "每页给一个下一步：计算、预约、索取资料。" / "Give each page one next step: calculate, book, ask for material.",
        "留下联系方式的人当天联系，先问他想解决什么。" / "Contact those who leave details the same day and ask what they want to solve.",
        "每月看哪些词带来见面和成交。" / "See each month which words bring meetings and wins."
    ],
    preparation: [
        "关键词表和内容计划" / "Key words and a plan of content",
        "隐私说明和同意选项" / "A privacy notice and consent options"
    ],
    strengths: [
        "客户自己找来，需要明确" / "Customers come by themselves with a clear need",
        "内容长期有效" / "Content works for a long time"
    ],
    weaknesses: [
        "见效慢，要持续写" / "Slow, and needs steady writing",
        "来访的人同时在比较别家" / "Visitors compare others at the same time"
    ];

    "social_media" in Online: "社交媒体" / "Social media",
    when: "目标客户常在某个平台交流时。" / "When target customers talk on a certain platform.",
    steps: [
        "选一两个平台，写清自己是谁、帮谁解决什么。" / "Choose one or two platforms and say who you are and whom you help with what.",
        "定期发对客户有用的内容，少发广告。" / "Post useful things regularly and few advertisements.",
        "认真回复每条留言，把愿意谈的转到一对一。" / "Answer every comment and move those willing to a private talk.",
        "在准客户卡记下来源和谈过的话题。" / "Note the source and topics on the card."
    ],
    preparation: [
        "内容日历和公司的发言规定" / "A calendar of posts and the firm's rules on speaking",
        "真实的身份和照片" / "A true identity and photograph"
    ],
    strengths: [
        "成本低，能长期保持印象" / "Cheap, and keeps you in mind",
        "看得到客户关心什么" / "Shows what customers care about"
    ],
    weaknesses: [
        "花时间，容易流于闲聊" / "Takes time and drifts into chat",
        "一句不当的话传得很远" / "One wrong word travels far"
    ];

    "word_of_mouth" in Online: "网络口碑" / "Word of mouth",
    when: "客户会在论坛、问答和点评里打听时。" / "When customers ask around in forums and reviews.",
    steps: [
        "盯住目标客户常用的关键词，看他们在问什么。" / "Watch target customers' key words and see what they ask.",
        "用有用的内容回答，表明身份，不冒充顾客。" / "Answer with useful content, under your own name, never posing as a customer.",
        "对不满的评论公开道歉并解决。" / "Apologise for complaints in public and solve them.",
        "请满意的客户说出真实的体验。" / "Ask contented customers to tell their true experience."
    ],
    preparation: [
        "关键词和要看的站点清单" / "Key words and places to watch",
        "常见问题的准确答案" / "Accurate answers to common questions"
    ],
    strengths: [
        "第三方的话可信" / "What others say is believed",
        "答案会被后来的人反复看到" / "Answers are read again and again"
    ],
    weaknesses: [
        "控制不了说什么" / "What is said cannot be controlled",
        "难以算清带来多少成交" / "Its wins are hard to count"
    ];

    "industry_leaders" in Online: "行业意见领袖" / "Industry leaders",
    when: "客户在购买前会听某些专家或博主的意见时。" / "When customers listen to certain experts before they buy.",
    steps: [
        "列出客户真正在听的几个人。" / "List the few people customers really listen to.",
        "先读他的内容，提供事实和样品请他自己判断。" / "Read them first; offer facts and samples and let them judge.",
        "有偿合作要标明。" / "Mark paid cooperation as such.",
        "他的听众来询问时，当天接住。" / "Answer their audience's inquiries the same day."
    ],
    preparation: [
        "名单和各人关心的问题" / "The list and each one's concerns",
        "可核实的数据和案例" / "Facts and cases that can be checked"
    ],
    strengths: [
        "一次发言影响许多同行" / "One word reaches a whole trade",
        "有专业的信任" / "Carries professional trust"
    ],
    weaknesses: [
        "可能得到负面评价" / "The verdict may be negative",
        "合作费用高，效果集中在短期" / "Costly, with effects that pass quickly"
    ];
}
