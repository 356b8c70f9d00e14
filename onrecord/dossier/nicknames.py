"""Given names that stand for one another: short forms and spellings of one name.

Origin: common knowledge of English usage and of how newspapers spell names from Arabic, Russian and Spanish; written
for this project. A row holds a name and what is used for it; one short form may stand for several names.
"""

from __future__ import annotations

_ROWS = """
abigail abby gail
abraham abe bram
abdul abdel abdoul
ahmed ahmad achmed
albert al bert
alexander alex alec sandy aleksandr alexandr aleksander alejandro sasha
alexandra alex sandra sasha
alfred al alf fred
alistair alasdair alastair alister
allen alan allan al
andrew andy drew
anthony tony antony
archibald archie
arnold arnie
arthur art
barbara barb
bartholomew bart
beatrice bea
benjamin ben benny
bernard bernie barney
bradley brad
calvin cal
cameron cam
catherine kathy cathy kate katie katherine kathryn catharine cate kat
charles charlie chuck chas chip
charlotte charlie lottie
christina tina chris christine
christopher chris topher kit
clifford cliff
constance connie
cynthia cindy
daniel dan danny
david dave davey
deborah deb debbie debra
dennis denny denis
dmitri dmitry dmitriy dimitri dmytro
dominic dom dominick
donald don donnie
dorothy dot dottie
douglas doug
edward ed eddie ted ned
edwin ed
eleanor ellie nell
elizabeth liz lizzie beth betsy betty eliza lisbeth liza bess
emanuel manny emmanuel manuel
emily em
eugene gene evgeny yevgeny evgeni
ezekiel zeke
ferdinand ferdie
frances fran frannie
francis frank fran
franklin frank
frederick fred freddie freddy frederic fredrick
gabriel gabe
geoffrey geoff jeff jeffrey jeffery
gerald gerry jerry
gerard gerry
gilbert gil
gregory greg gregg
harold hal
hassan hasan
helen nell
henry hank
herbert herb bert
howard howie
hussein husain hossein hussain
ignatius iggy
isaac ike
isabella bella isabel
ismail ismael
jacob jake
jacqueline jackie
james jim jimmy jamie
janet jan
jennifer jen jenny
jeremiah jerry
jeremy jerry
jessica jess jessie
joanna jo joanne
john johnny
jonathan jon jonny johnathan
joseph joe joey jo
joshua josh
judith judy
julian jules
katrina kat
kenneth ken kenny
kimberly kim
lancelot lance
lawrence larry laurence
leonard len lenny leo
leonid leo
leslie les
lewis lew louis lou
lillian lil lily
louise lou
lucille lucy
luis lou
madeline maddie madeleine
magdalena lena
margaret maggie meg peggy marge margie greta rita
martin marty
mary
matthew matt
maurice maury moe
maximilian max
maxwell max
megan meg
melanie mel
melvin mel
michael mike mick mickey mikey
mikhail mikhael
mitchell mitch
mohammed mohamed muhammad mohammad mohamad muhammed mohammod
moses moe
mustafa mostafa mustapha
natalie nat
nathan nate
nathaniel nate nat
nicholas nick nicky nicolas nikolas nico nicola
nikolai nikolay mykola
norman norm
oleksandr aleksandr
oliver ollie
oscar ozzie
pamela pam
patricia pat patty tricia trish
patrick pat paddy
pauline paula
peter pete
philip phil phillip
priscilla cilla
prudence pru
rachel rach
randall randy
randolph randy
raphael rafael rafe rafi
raymond ray
rebecca becky becca
reginald reg reggie
richard rick dick rich ricky richie
robert bob rob bobby robbie bert
roberta bobbie
roderick rod
rodney rod
roger rog
ronald ron ronnie
rosemary rose rosie
rudolph rudy
russell russ
salvatore sal
samantha sam
samuel sam sammy
sarah sara
sebastian seb
sergei sergey serhiy serge
sheldon shelly
sidney sid sydney
solomon sol
stanley stan
stephanie steph
stephen steve steven stevie stephan
stuart stewart stu
susan sue susie suzanne suzy
sylvester sly
tabitha tabby
terence terry terrence
teresa terry theresa tess
theodore ted teddy theo
thomas tom tommy
timothy tim timmy
tobias toby
ursula uschi
valentina val
valerie val
vanessa nessa
veronica ronnie
victor vic
victoria vicky vicki tori
vincent vince vinny
virginia ginny
vladimir volodymyr vlad
volodymyr vova
walter walt wally
wesley wes
wilfred wilf
william bill will billy willie willy liam
winifred winnie
winston win
yasser yasir
yitzhak itzhak
yuri yury yuriy
yusuf yousef youssef yousuf
zachary zach zack zachariah
"""

_STANDS_FOR: dict[str, tuple[str, ...]] = {}
for _row in _ROWS.split("\n"):
    _formal, *_short = _row.split() or [""]
    for _name in (_formal, *_short):
        _STANDS_FOR[_name] = (*_STANDS_FOR.get(_name, ()), _formal)

FAMILY_NAME_FIRST = frozenset(
    # the commonest Korean, Chinese and Vietnamese family names, which stand before the given name
    "kim park choi jung jeong kang cho yoon jang lim han shin seo kwon hwang ahn moon yang hong yoo bae baek "
    "wang li zhang liu chen zhao huang zhou wu xu sun hu zhu gao lin guo luo zheng liang xie tang deng xi wen jiang "
    "cai feng peng zeng xiao tian dong pan yuan cao ding shen ye wei lu su jia bo "
    "nguyen tran pham phan vu vo dang bui ngo duong".split()
)


def stands_for(given: str) -> tuple[str, ...]:
    """The formal names that `given` (a normal form) may stand for; itself when it is on no row."""
    return _STANDS_FOR.get(given) or (given,)


def same_given(one: str, other: str) -> bool:
    """Whether two given names (normal forms) may be one: equal, short for the same, or the initial of the other."""
    if one == other:
        return True
    if len(one) == 1 or len(other) == 1:
        return one[:1] == other[:1]
    return not set(stands_for(one)).isdisjoint(stands_for(other))
