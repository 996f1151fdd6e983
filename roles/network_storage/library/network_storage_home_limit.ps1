#!powershell

# GNU General Public License v3.0+ (see LICENSE)

#AnsibleRequires -CSharpUtil Ansible.Basic

$ErrorActionPreference = 'Stop'

$spec = @{
    options = @{
        path = @{ type = 'str'; required = $true }
        template = @{ type = 'str'; required = $true }
        size_mib = @{ type = 'int' }
        limited = @{ type = 'bool'; default = $true }
        has_template = @{ type = 'bool'; default = $false }
        there = @{ type = 'bool'; required = $true }
    }
    required_if = @(, @('limited', $true, @('size_mib')))
    supports_check_mode = $true
}
$module = [Ansible.Basic.AnsibleModule]::Create($args, $spec)
$given = $module.Params

if (-not $module.CheckMode) {
    if (-not $given.limited) {
        # Limits that homes have got by now stay with them.
        Remove-FsrmAutoQuota -Path $given.path -Confirm:$false
    }
    else {
        $size = [uint64]$given.size_mib * 1048576
        # Without -UpdateDerived the homes that are there keep their limits.
        if ($given.has_template) {
            Set-FsrmQuotaTemplate -Name $given.template -Size $size
        }
        else {
            $null = New-FsrmQuotaTemplate -Name $given.template -Size $size
        }
        if (-not $given.there) {
            $null = New-FsrmAutoQuota -Path $given.path -Template $given.template
        }
    }
}
$module.Result.changed = $true
$module.ExitJson()
