//! Methods of the warm market: people who know us already.

super::methods! {
    "relation_groups" in Warm: "按关系分组列名单" / "Relation groups",
    when: "新人起步、换产品线或手上名单不够时，先从认识的人写起。"
        / "When you start, take on a new line or run short of names: begin with the people you know.",
    steps: [
        "按家人、亲戚、朋友、同乡、老同事、同学、新老邻居逐组写名字，想到就写。"
            / "Write names group by group: family, relatives, friends, townsfolk, former colleagues, classmates, neighbours old and new.",
        "写的时候不判断谁会买，不打分，不漏人。" / "Do not guess who will buy and do not score while writing; leave nobody out.",
        "写完后补上电话、工作和住处。" / "Afterwards add phone, work and home of each.",
        "再逐个评级，按接近难易、距离、对产品的了解和收入稳定程度排先后。"
            / "Then grade each one and order them by ease of approach, nearness, awareness of the product and steadiness of income.",
        "每组先选一位最容易开口的人开始约访。" / "Begin with the easiest person of each group."
    ],
    preparation: [
        "通讯录、微信好友、毕业册、旧名片、来往记录" / "Address book, WeChat contacts, school albums, old cards, records of gifts and visits",
        "一份能坦然说给熟人听的从业理由" / "An honest account of why you do this work",
        "对方可以不买的说明：不必为情面捧场" / "A clear word that nobody needs to buy as a favour"
    ],
    strengths: [
        "资料现成，容易接近" / "Facts are at hand and people are easy to approach",
        "成功的机会大" / "The chance of success is good",
        "花的时间和费用少" / "It costs little time and money"
    ],
    weaknesses: [
        "人数有限，写完就要靠转介绍接上" / "The number is limited; referrals must take over",
        "怕伤情面，容易不敢开口或让步过多" / "Fear for the friendship makes you silent or too generous",
        "服务不好会连带失去关系" / "Poor service costs the relation as well"
    ];

    "memory_joggers" in Warm: "按人生阶段回忆名单" / "Memory joggers by life stage",
    when: "按关系分组写不下去，离一百个名字还差一截时。" / "When the groups run dry and the list is still short of a hundred.",
    steps: [
        "顺着时间想：幼儿园、小学、中学、大学时的同学和老师。" / "Walk through time: classmates and teachers of kindergarten, school and university.",
        "服兵役、培训班和每一份工作里的上级、同事、客户、供应商。" / "Military service, courses, and each job: superiors, colleagues, customers, suppliers.",
        "想兴趣：一起打球、钓鱼、唱歌、旅行的人。" / "Think of pastimes: people you played, fished, sang or travelled with.",
        "想孩子：老师、同学家长、兴趣班的家长。" / "Think of the children: teachers, classmates' parents, parents of their courses.",
        "每想起一个人，再问一句：他身边还有谁？" / "For each person who comes to mind, ask who stands beside them."
    ],
    preparation: [
        "老照片、同学群、旧手机和旧邮箱" / "Old photographs, class groups, old phones and mailboxes",
        "一段不受打扰的时间" / "An hour without interruption"
    ],
    strengths: [
        "能找回久未联系的人，名单明显变长" / "Brings back people long out of touch and lengthens the list",
        "有共同经历，开口有话题" / "A shared past gives you something to talk about"
    ],
    weaknesses: [
        "联系方式常已失效，需要托人打听" / "Numbers are often out of date and must be asked for",
        "久别一见面就谈生意会让人反感，先恢复来往" / "Talking business at once puts people off: renew the acquaintance first"
    ];
}
