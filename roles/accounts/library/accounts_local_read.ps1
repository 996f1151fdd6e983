#!powershell

# GNU General Public License v3.0+ (see LICENSE)

#AnsibleRequires -CSharpUtil Ansible.Basic

$ErrorActionPreference = 'Stop'

$spec = @{
    options = @{}
    supports_check_mode = $true
}
$module = [Ansible.Basic.AnsibleModule]::Create($args, $spec)

$computer = Get-CimInstance -ClassName Win32_ComputerSystem
# 4 and 5 are domain controllers: their accounts are the directory's.
$module.Result.is_directory = [bool]($computer.DomainRole -ge 4)
$module.Result.in_domain = [bool]$computer.PartOfDomain
$module.Result.came_in_as = [System.Security.Principal.WindowsIdentity]::GetCurrent().User.Value

$users = @()
if (-not $module.Result.is_directory) {
    $users = foreach ($user in Get-LocalUser) {
        @{ name = [string]$user.Name; sid = [string]$user.SID.Value; enabled = [bool]$user.Enabled }
    }
}
$module.Result.users = @($users)

# Asked of CIM: Get-LocalGroupMember fails on a group that names somebody nobody knows any more.
$administrators = @()
if (-not $module.Result.is_directory) {
    $group = Get-CimInstance -ClassName Win32_Group -Filter "LocalAccount = True AND SID = 'S-1-5-32-544'"
    $members = Get-CimAssociatedInstance -InputObject $group -Association Win32_GroupUser -ResultClassName Win32_UserAccount
    $administrators = foreach ($member in $members) {
        [string]$member.SID
    }
}
$module.Result.administrators = @($administrators)

# Where policies of Windows LAPS stand, the strongest first. Only whether and for whom it keeps a password is read.
$places = @(
    'HKLM:\SOFTWARE\Microsoft\Policies\LAPS',
    'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\LAPS',
    'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\LAPS\Config'
)
$module.Result.laps = $null
foreach ($policy in Get-ItemProperty -Path $places -ErrorAction SilentlyContinue) {
    if ($null -eq $module.Result.laps) {
        $module.Result.laps = @{
            backs_up = [bool]([int]$policy.BackupDirectory)
            account = [string]$policy.AdministratorAccountName
        }
    }
}

$sessions = foreach ($session in Get-CimInstance -ClassName Win32_LoggedOnUser) {
    [string]$session.Antecedent.Name
}
$module.Result.in_use = @($sessions | Select-Object -Unique)

$module.ExitJson()
